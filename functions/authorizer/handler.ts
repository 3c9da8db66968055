import { systemClock } from '#adapters/clock.ts';
import { createKeyStore } from '#adapters/dynamodb-keys.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { digestKey, isSameDigest } from '#adapters/key-digest.ts';
import { createPepperSource } from '#adapters/pepper.ts';
import { parseBearer } from '#core/keys/bearer.ts';
import { parseKey } from '#core/keys/key.ts';
import { keyValidity } from '#core/keys/validity.ts';
import type { Clock, KeyReader, PepperSource, StoredKey } from '#functions/ports.ts';
import { AuthorizerEnvironment, AuthorizerEvent } from './event.ts';

/** What the authorizer works with. */
export interface AuthorizerDependencies {
  readonly keys: KeyReader;
  readonly pepper: PepperSource;
  readonly clock: Pick<Clock, 'now'>;
}

/** API Gateway's answer shape for a Lambda authorizer. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
    ];
  };
  /** Texts for the functions behind it: a context holds no objects. */
  readonly context: {
    readonly tenant: string;
    readonly keyId: string;
    readonly label: string;
    /** The key's caps as JSON, when it has any: read here once, so that the gateway need not read them for each call. */
    readonly caps?: string;
  };
}

/**
 * Lambda authorizer for bearer keys. Unknown or malformed keys throw `Unauthorized` (API Gateway answers 401);
 * revoked and expired ones are denied (403). A policy covers the whole stage, because it is cached per credential.
 */
export function createHandler({ keys, pepper, clock }: AuthorizerDependencies) {
  return async (event: unknown): Promise<AuthorizerResult> => {
    const { methodArn, headers } = AuthorizerEvent.parse(event);
    const stored = await findKey(credentialOf(headers ?? {}), { keys, pepper });
    if (!stored) throw new Error('Unauthorized'); // API Gateway's own word for 401
    const effect = keyValidity(stored, clock.now()) === 'valid' ? 'Allow' : 'Deny';
    return toResult(stored, effect, methodArn);
  };
}

function credentialOf(headers: Readonly<Record<string, string | undefined>>): string | undefined {
  const name = Object.keys(headers).find((candidate) => candidate.toLowerCase() === 'authorization');
  return parseBearer(name === undefined ? undefined : headers[name]);
}

async function findKey(
  credential: string | undefined,
  { keys, pepper }: Pick<AuthorizerDependencies, 'keys' | 'pepper'>,
): Promise<StoredKey | undefined> {
  const key = credential === undefined ? undefined : parseKey(credential);
  if (!key || credential === undefined) return undefined;
  const [stored, pepperText] = await Promise.all([keys.find(key.keyId), pepper.pepper()]);
  return stored && isSameDigest(stored.digest, digestKey(credential, pepperText)) ? stored : undefined;
}

function toResult(
  { tenant, keyId, label, caps }: StoredKey,
  effect: 'Allow' | 'Deny',
  methodArn: string,
): AuthorizerResult {
  return {
    principalId: keyId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: stageOf(methodArn) }],
    },
    context: { tenant, keyId, label, ...(caps && { caps: JSON.stringify(caps) }) },
  };
}

/** `arn:aws:execute-api:region:account:api/stage/METHOD/path` to `…:api/stage/*`. */
function stageOf(methodArn: string): string {
  return `${methodArn.split('/', 2).join('/')}/*`;
}

function liveDependencies(): AuthorizerDependencies {
  const environment = readEnvironment(AuthorizerEnvironment);
  return {
    keys: createKeyStore({ tableName: environment.KEYS_TABLE_NAME }),
    pepper: createPepperSource({ secretArn: environment.HASH_SECRET_ARN }),
    clock: systemClock,
  };
}

let live: ReturnType<typeof createHandler> | undefined;

/** Lambda entry. */
export const handler = (event: unknown): Promise<AuthorizerResult> => {
  live ??= createHandler(liveDependencies());
  return live(event);
};
