import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import type { ResourceReader } from './resources.ts';

/** A DynamoDB table. */
export interface TableDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly partitionKey: string;
  /** @default - the partition key alone tells items apart */
  readonly sortKey?: string | undefined;
}

/** A secret and how its value comes to be. */
export interface SecretDefinition {
  readonly logicalId: string;
  readonly arn: string;
  readonly value:
    | { readonly from: 'template'; readonly text: string }
    | { readonly from: 'generated'; readonly length: number; readonly alphabet: string };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
/** What Secrets Manager means by punctuation. */
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const TableProperties = z.object({
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
});
const GenerateSecretString = z.object({
  PasswordLength: z.number().int().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeLowercase: z.boolean().default(false),
  SecretStringTemplate: z.undefined('SecretStringTemplate is not known here').optional(),
});
const SecretProperties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: GenerateSecretString.optional(),
});

export function readTables(reader: ResourceReader): readonly TableDefinition[] {
  return reader.all('AWS::DynamoDB::Table', TableProperties).map(({ logicalId, properties }) => {
    const [hash, range] = properties.KeySchema;
    if (hash?.KeyType !== 'HASH' || (range && range.KeyType !== 'RANGE'))
      throw new ConfigurationError(`${logicalId} names its sort key before its partition key.`);
    const { ref: name } = reader.physicalIdOf(logicalId);
    return { logicalId, name, partitionKey: hash.AttributeName, sortKey: range?.AttributeName };
  });
}

export function readSecrets(reader: ResourceReader): readonly SecretDefinition[] {
  return reader.all('AWS::SecretsManager::Secret', SecretProperties).map(({ logicalId, properties }) => ({
    logicalId,
    arn: reader.physicalIdOf(logicalId).ref,
    value:
      properties.SecretString === undefined
        ? {
            from: 'generated',
            ...generator(properties.GenerateSecretString ?? GenerateSecretString.parse({})),
          }
        : { from: 'template', text: properties.SecretString },
  }));
}

function generator(rules: z.infer<typeof GenerateSecretString>): {
  readonly length: number;
  readonly alphabet: string;
} {
  const all = [
    rules.ExcludeLowercase ? '' : LETTERS,
    rules.ExcludeUppercase ? '' : LETTERS.toUpperCase(),
    rules.ExcludeNumbers ? '' : DIGITS,
    rules.ExcludePunctuation ? '' : PUNCTUATION,
  ].join('');
  const alphabet = [...all].filter((character) => !rules.ExcludeCharacters.includes(character)).join('');
  return { length: rules.PasswordLength, alphabet };
}
