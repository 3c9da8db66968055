import { findProvider } from '@pydantic/genai-prices';
import * as z from 'zod';
import { toPriceKey } from '#core/cost/price-key.ts';
import { runGenerator } from '../docs/generated-document.ts';

/** Version of the source that is installed, and the day it was published on (npm). */
const SOURCE = { version: '0.1.8', date: '2026-09-23' } as const;

const Models = z.object({
  models: z.array(z.object({ id: z.string(), context_window: z.int().positive().optional() })),
});

/** The context windows that the source has for Bedrock's models, as a module. */
export function renderContextWindows(): string {
  const windows = new Map<string, number>();
  for (const { id, context_window: tokens } of Models.parse(findProvider({ providerId: 'aws' })).models)
    if (tokens !== undefined) windows.set(toPriceKey(id.replace(/^(?:global|regional)\./, '')), tokens);
  const rows = [...windows].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `/**
 * Context windows of Bedrock's models in tokens, made by \`node --import tsx scripts/models/write-context-windows.ts
 * --write\`; not to be edited. A model that is not in it has an unknown one.
 */
export const CONTEXT_WINDOWS = {
  source: '@pydantic/genai-prices (MIT), provider aws',
  version: '${SOURCE.version}',
  date: '${SOURCE.date}',
  tokens: {
${rows.map(([id, tokens]) => `    '${id}': ${tokens.toLocaleString('en').replaceAll(',', '_')},`).join('\n')}
  },
} as const;
`;
}

/** Where it is kept. */
const CONTEXT_WINDOWS_DOCUMENT = {
  path: 'functions/core/models/context-windows.ts',
  render: renderContextWindows,
} as const;

/** Writes or checks the module. */
export const runContextWindows = (options: readonly string[]): Promise<number> =>
  runGenerator(CONTEXT_WINDOWS_DOCUMENT, options);
