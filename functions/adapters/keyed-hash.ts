import { createHmac } from 'node:crypto';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import type { Clock, KeyedHash } from '#functions/ports.ts';
import { createSignedHttp, serviceEndpoint } from './signed-http.ts';

/** Hex characters kept: 64 bits tell prompts and users apart and cannot be turned back. */
const HASH_LENGTH = 16;
/** A secret that could not be read is not asked for again within this time, in milliseconds. */
const RETRY_AFTER_MS = 60_000;
/** Longest wait for the secret, in milliseconds: a hash is worth less than the caller's time. */
const READ_TIMEOUT_MS = 2_000;

const SecretValue = z.object({ SecretString: z.string().check(z.minLength(32)) });

/** HMAC with the stack's hash secret, read once through Secrets Manager's JSON protocol. Never throws. */
export function createKeyedHash({
  secretArn,
  region,
  clock,
}: {
  readonly secretArn: string;
  readonly region: string;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}): KeyedHash {
  const send = createSignedHttp({
    signingName: 'secretsmanager',
    endpoint: serviceEndpoint('secretsmanager', 'AWS_ENDPOINT_URL_SECRETS_MANAGER'),
    region,
  });
  let key: Promise<string | undefined> | undefined;
  let askedAtMs = Number.NEGATIVE_INFINITY;

  const readKey = async (): Promise<string | undefined> => {
    const answer = await send(
      {
        path: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'secretsmanager.GetSecretValue',
        },
        body: Buffer.from(JSON.stringify({ SecretId: secretArn })),
      },
      AbortSignal.timeout(READ_TIMEOUT_MS),
    );
    return z.safeParse(SecretValue, JSON.parse(await text(answer))).data?.SecretString;
  };
  const currentKey = async (): Promise<string | undefined> => {
    if (!key && clock.monotonicMs() - askedAtMs >= RETRY_AFTER_MS) {
      askedAtMs = clock.monotonicMs();
      key = readKey().catch(() => undefined);
    }
    const value = await key;
    if (value === undefined) key = undefined;
    return value;
  };
  return {
    hash: async (input, purpose = 'system-prompt') => {
      const secret = await currentKey();
      return (
        secret &&
        createHmac('sha256', secret).update(`${purpose}\n${input}`).digest('hex').slice(0, HASH_LENGTH)
      );
    },
  };
}
