import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs } from '#scripts/local/synthesis-inputs.ts';

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'waymark-'));
  for (const folder of ['infra', 'functions/gateway', 'scripts'])
    mkdirSync(join(project, folder), { recursive: true });
  writeFileSync(join(project, 'cdk.json'), '{}');
  writeFileSync(join(project, 'infra', 'app.ts'), 'one');
});

afterEach(() => rmSync(project, { recursive: true }));

describe('inputs of a synthesis', () => {
  it('have the same hash as long as nothing changes', async () => {
    expect(await hashInputs(project, { stage: 'dev' })).toBe(await hashInputs(project, { stage: 'dev' }));
  });

  it.each([
    ['a source of the stack', 'infra/app.ts'],
    ['a new source of a function', 'functions/gateway/handler.ts'],
    ['the settings of the app', 'cdk.json'],
    ['the locked dependencies', 'package-lock.json'],
    ['the settings file', 'settings.json'],
  ])('have another hash after a change of %s', async (_what, file) => {
    const context = { settings: 'settings.json' };
    const before = await hashInputs(project, context);

    writeFileSync(join(project, file), 'two');

    expect(await hashInputs(project, context)).not.toBe(before);
  });

  it.each([
    ['the settings file', { settings: 'settings.json' }],
    ['the context', { waymark: { stages: { prod: { cost: { prices: 'prices.json' } } } } }],
  ])('have another hash after a change of the prices that %s names', async (_where, context) => {
    const settings = { stages: {}, defaults: { cost: { prices: 'prices.json' } } };
    writeFileSync(join(project, 'settings.json'), JSON.stringify(settings));
    const before = await hashInputs(project, context);

    writeFileSync(join(project, 'prices.json'), '{}');

    expect(await hashInputs(project, context)).not.toBe(before);
  });

  it('have another hash in another context', async () => {
    expect(await hashInputs(project, { stage: 'dev' })).not.toBe(
      await hashInputs(project, { stage: 'prod' }),
    );
  });

  it('do not include the scripts', async () => {
    const before = await hashInputs(project, {});

    writeFileSync(join(project, 'scripts', 'start.ts'), 'two');

    expect(await hashInputs(project, {})).toBe(before);
  });
});
