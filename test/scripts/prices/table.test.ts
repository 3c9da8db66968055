import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BEDROCK_PRICES } from '#core/cost/bedrock-prices.ts';
import { renderTable } from '#scripts/prices/render.ts';
import { toTable } from '#scripts/prices/table.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const { version, date } = BEDROCK_PRICES;

describe('the generated table of prices', () => {
  it('is what the installed source makes it', () => {
    const written = readFileSync(join(ROOT, 'functions/core/cost/bedrock-prices.ts'), 'utf8');
    const manifest = readFileSync(join(ROOT, 'node_modules/@pydantic/genai-prices/package.json'), 'utf8');

    expect(written).toBe(renderTable(toTable(version, date)));
    expect(JSON.parse(manifest)).toMatchObject({ version });
  });

  it('has the prices of its day: those of a later one are not known yet', () => {
    const sol = (day: string) => toTable(version, day).models?.['openai.gpt-5.6-sol']?.standard?.regional;

    expect(sol('2026-08-20')).toMatchObject({ input: 5.5, output: 33 });
    expect(sol('2026-08-21')).toMatchObject({ input: 4.4, output: 22 });
  });

  it('leaves out models whose audio a call does not tell from text, and says which', () => {
    const { left, models } = toTable(version, date);

    expect(left).toEqual(['amazon.nova-2-sonic-v1:0', 'amazon.nova-sonic-v1:0']);
    expect(Object.keys(models ?? {}).filter((key) => key.includes('sonic'))).toEqual([]);
  });
});
