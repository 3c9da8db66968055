import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './credentials.ts';
import { createJsonService, operation } from './json-protocol.ts';
import { type Service, ServiceError } from './wire.ts';

/** A secret with its current value. */
export const StoredSecret = z.object({
  arn: z.string(),
  name: z.string(),
  value: z.string(),
  versionId: z.string(),
  createdMs: z.number(),
  changedMs: z.number(),
});
export type StoredSecret = z.infer<typeof StoredSecret>;

/** Secrets Manager with string secrets. */
export interface SecretsManager {
  readonly service: Service;
  /** Creates a secret under its ARN or gives it a new value. */
  readonly put: (arn: string, value: string) => void;
  readonly all: () => readonly StoredSecret[];
  readonly restore: (secrets: readonly StoredSecret[]) => void;
}

const ById = z.object({ SecretId: z.string().min(1) });
const NewSecret = z.object({ Name: z.string().min(1), SecretString: z.string() });
const NewValue = ById.extend({ SecretString: z.string() });

/** Secrets Manager: create, read, describe, replace. Only `AWSCURRENT` is kept. */
export function createSecretsManager({ now }: { readonly now: () => number }): SecretsManager {
  const secrets = new Map<string, StoredSecret>();
  const store = (arn: string, value: string): StoredSecret => {
    const [changedMs, known] = [now(), secrets.get(arn)];
    const secret = {
      arn,
      name: known?.name ?? nameOf(arn),
      value,
      versionId: randomUUID(),
      createdMs: known?.createdMs ?? changedMs,
      changedMs,
    };
    secrets.set(arn, secret);
    return secret;
  };
  const find = (id: string): StoredSecret => {
    const secret = secrets.get(id) ?? [...secrets.values()].find(({ name }) => name === id);
    if (!secret)
      throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return secret;
  };
  const service = createJsonService({
    contentType: 'application/x-amz-json-1.1',
    operations: {
      GetSecretValue: operation(ById, ({ SecretId }) => toValue(find(SecretId))),
      DescribeSecret: operation(ById, ({ SecretId }) => toDescription(find(SecretId))),
      PutSecretValue: operation(NewValue, ({ SecretId, SecretString }) =>
        toReference(store(find(SecretId).arn, SecretString)),
      ),
      CreateSecret: operation(NewSecret, ({ Name, SecretString }) => {
        if ([...secrets.values()].some(({ name }) => name === Name))
          throw new ServiceError('ResourceExistsException', `A secret with the name ${Name} exists already.`);
        return toReference(store(toArn(Name), SecretString));
      }),
    },
  });
  return {
    service,
    put: (arn, value) => void store(arn, value),
    all: () => [...secrets.values()],
    restore: (restored) => {
      for (const secret of restored) secrets.set(secret.arn, secret);
    },
  };
}

/** An ARN ends with the name, a hyphen and six characters that Secrets Manager adds. */
const nameOf = (arn: string): string => arn.replace(/^.*:secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '');

const toArn = (name: string): string =>
  `arn:aws:secretsmanager:${LOCAL_REGION}:${LOCAL_ACCOUNT}:secret:${name}-${randomUUID().slice(0, 6)}`;

const toReference = ({ arn, name, versionId }: StoredSecret) => ({
  ARN: arn,
  Name: name,
  VersionId: versionId,
  VersionStages: ['AWSCURRENT'],
});

const toValue = (secret: StoredSecret) => ({
  ...toReference(secret),
  SecretString: secret.value,
  CreatedDate: secret.changedMs / 1_000,
});

const toDescription = ({ arn, name, versionId, createdMs, changedMs }: StoredSecret) => ({
  ARN: arn,
  Name: name,
  CreatedDate: createdMs / 1_000,
  LastChangedDate: changedMs / 1_000,
  VersionIdsToStages: { [versionId]: ['AWSCURRENT'] },
});
