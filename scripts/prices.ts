import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { runGenerator } from './docs/generated-document.ts';
import { renderTable } from './prices/render.ts';
import { toTable } from './prices/table.ts';

/** Day each version of the source was published on (npm): the package does not say it itself. */
const PUBLISHED: Readonly<Record<string, string>> = { '0.1.8': '2026-09-23' };

const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
const manifest = await readFile(join(dirname(entry), '..', 'package.json'), 'utf8');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));
const date = PUBLISHED[version];
if (date === undefined)
  throw new Error(
    `scripts/prices.ts does not know when @pydantic/genai-prices ${version} was published; add it there.`,
  );

process.exitCode = await runGenerator(
  { path: 'functions/core/cost/bedrock-prices.ts', render: () => renderTable(toTable(version, date)) },
  process.argv.slice(2),
);
