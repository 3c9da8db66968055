import { existsSync, readFileSync } from 'node:fs';
import { priceBookWith } from '#core/cost/default-price-book.ts';
import type { PriceTable } from '#core/cost/price-table.ts';
import { ConfigurationError } from '#core/errors.ts';
import type { SettingIssue } from './issues.ts';
import { PriceFile } from './price-schema.ts';
import type { StageSettings } from './schema.ts';

/** What a file of prices says, or what is wrong with it. */
type Read =
  | { readonly status: 'read'; readonly prices: PriceTable }
  | { readonly status: 'refused'; readonly problems: readonly string[] };

/** Name of the file beside the gateway's code. */
export const PRICES_FILE = 'prices.json';

/** What is wrong with the file that the setting `cost.prices` names; the path in an issue ends at the setting. */
export function checkPrices({ cost: { prices: path } }: StageSettings): readonly SettingIssue[] {
  if (path === undefined) return [];
  const read = readPrices(path);
  if (read.status === 'read') return [];
  return read.problems.map((allowed) => ({ path: ['cost', 'prices'], value: path, allowed }));
}

/** The override as it lies beside the gateway's code; none when the setting names no file. */
export function priceFiles({ cost: { prices: path } }: StageSettings) {
  if (path === undefined) return [];
  const read = readPrices(path);
  if (read.status === 'refused')
    throw new ConfigurationError(`cost.prices = ${path}: ${read.problems.join('; ')}`);
  return [{ name: PRICES_FILE, contents: JSON.stringify(read.prices) }];
}

function readPrices(path: string): Read {
  if (!existsSync(path))
    return refuse([
      'path of a JSON file, absolute or from the folder that the command runs in: there is none',
    ]);
  try {
    return parsePrices(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    return refuse([`a file with JSON (${cause instanceof Error ? cause.message : String(cause)})`]);
  }
}

const refuse = (problems: readonly string[]): Read => ({ status: 'refused', problems });

function parsePrices(contents: unknown): Read {
  const parsed = PriceFile.safeParse(contents);
  if (!parsed.success)
    return refuse(
      parsed.error.issues.map(({ path, message }) => `a file in which ${toName(path)} is ${message}`),
    );
  try {
    priceBookWith(parsed.data); // a factor may make a price finer than can be counted
  } catch (cause) {
    return refuse([`a file of exact prices (${cause instanceof Error ? cause.message : String(cause)})`]);
  }
  return { status: 'read', prices: parsed.data };
}

const toName = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the whole' : path.map((part) => String(part)).join(' > ');
