import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ConfigurationError } from '#core/errors.ts';
import type { PepperSource } from '#functions/ports.ts';

/** Shortest pepper accepted: 256 bits as the secret's generated characters. */
const MINIMUM_PEPPER_LENGTH = 32;

/** Reads the pepper once and keeps it; a failed read is tried again by the next caller. */
export function createPepperSource({
  secretArn,
  client = new SecretsManagerClient({}),
}: {
  readonly secretArn: string;
  readonly client?: SecretsManagerClient;
}): PepperSource {
  let cached: Promise<string> | undefined;
  const read = async (): Promise<string> => {
    const { SecretString: pepper } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    if (pepper === undefined || pepper.length < MINIMUM_PEPPER_LENGTH)
      throw new ConfigurationError(
        `Secret ${secretArn} must hold a string of at least ${MINIMUM_PEPPER_LENGTH} characters; deploy the stack again to generate one.`,
      );
    return pepper;
  };
  return {
    pepper: () => {
      cached ??= read().catch((error: unknown) => {
        cached = undefined;
        throw error;
      });
      return cached;
    },
  };
}
