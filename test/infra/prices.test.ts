import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPriceOverride } from '#adapters/price-override.ts';
import { ConfigurationError } from '#core/errors.ts';
import { PRICES_FILE, priceFiles } from '#infra/settings/prices.ts';
import { loadDev, messageOf } from './settings-support.ts';
import { findOne, synthesise } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'waymark-prices-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with these contents. */
function fileOf(contents: unknown, name = 'file.json'): string {
  const path = join(folder, name);
  writeFileSync(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return path;
}

const PRICES = {
  source: 'our contract',
  date: '2026-11-21',
  models: { 'amazon.nova-lite-v1:0': { standard: { any: { input: 0.05, output: 0.2 } } } },
};
const variablesOf = (settings: Record<string, unknown>) =>
  findOne(synthesise(settings).resources, 'AWS::Lambda::Function', 'GatewayHandler').Properties.Environment;

describe('the setting cost.prices', () => {
  it('lays the file beside the code of the gateway, which reads it as it is', () => {
    const [file] = priceFiles(loadDev({ cost: { prices: fileOf(PRICES) } }));

    writeFileSync(join(folder, PRICES_FILE), file?.contents ?? '');

    expect(file?.name).toBe(PRICES_FILE);
    expect(readPriceOverride({ PRICES_FILE, LAMBDA_TASK_ROOT: folder })).toEqual(PRICES);
  });

  it('tells the gateway the name of the file, and nothing without one', () => {
    expect(variablesOf({ cost: { prices: fileOf(PRICES) } })).toMatchObject({ Variables: { PRICES_FILE } });
    expect(variablesOf({})).not.toHaveProperty('Variables.PRICES_FILE');
    expect(priceFiles(loadDev({}))).toEqual([]);
    expect(readPriceOverride({ LAMBDA_TASK_ROOT: folder })).toBeUndefined();
  });

  it.each([
    ['{', 'a file with JSON'],
    [{ ...PRICES, date: 'soon' }, 'a file in which date is a day, e.g. 2026-11-21'],
    [
      { ...PRICES, models: { 'a.b': { standard: { any: { input: -1 } } } } },
      'a file in which models > a.b > standard > any > input is a price in USD',
    ],
    [{ ...PRICES, factors: { flex: { amazon: 1 / 3 } } }, 'a file of exact prices'],
  ])('names the place of a mistake and what is allowed there', (contents, allowed) => {
    const path = fileOf(contents, 'wrong.json');

    const message = messageOf(() => loadDev({ cost: { prices: path } }));

    expect(message).toContain(`waymark.stages.dev.cost.prices = "${path}" is not allowed`);
    expect(message).toContain(allowed);
  });

  it('of a deployed file that is broken says which setting it is from', () => {
    fileOf('{', 'broken.json');
    const read = () => readPriceOverride({ PRICES_FILE: 'broken.json', LAMBDA_TASK_ROOT: folder });

    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow('cost.prices');
  });
});
