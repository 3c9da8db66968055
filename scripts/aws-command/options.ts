import type { ParseArgsConfig } from 'node:util';

/** Options that every command takes that asks AWS. */
export const AWS_COMMAND_OPTIONS = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  profile: { type: 'string' },
  region: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];
