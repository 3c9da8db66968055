import { createKeyStore } from '#adapters/dynamodb-keys.ts';
import { createPepperSource } from '#adapters/pepper.ts';
import { ConfigurationError } from '#core/errors.ts';
import type { KeyWriter, PepperSource } from '#functions/ports.ts';
import { connectLocalKeys } from '../local-clients.ts';
import { readRuntime } from '../start/runtime-file.ts';
import type { KeysCommand } from './options.ts';

/** Where a command works. */
export interface KeysConnection {
  readonly keys: KeyWriter;
  readonly pepper: PepperSource;
  readonly destroy: () => void;
}

/** Connects to a running `npm start`, or to AWS with the credentials of this machine. */
export async function connectKeys(
  command: KeysCommand,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<KeysConnection> {
  if (command.local) return connectLocalKeys(await readRuntime());
  const { stage, action } = command;
  const tableName = command.table ?? environment.KEYS_TABLE_NAME;
  if (!tableName) throw missing('--table', 'KEYS_TABLE_NAME', stage);
  const secretArn = command.secretArn ?? environment.HASH_SECRET_ARN;
  if (!secretArn && action === 'create') throw missing('--secret-arn', 'HASH_SECRET_ARN', stage);
  return {
    keys: createKeyStore({ tableName }),
    pepper: createPepperSource({ secretArn: secretArn ?? '' }),
    destroy: () => undefined,
  };
}

function missing(option: string, variable: string, stage: string): ConfigurationError {
  return new ConfigurationError(
    `${option} is missing (or ${variable}). It is an output of the deployed ${stage} stack, which also shows the whole command; with a running npm start use --local.`,
  );
}
