import { describe, expect, it } from 'vitest';
import { GUARDRAIL_DEFAULTS, RECORD_DEFAULTS, USAGE_DEFAULTS } from '#core/invocation/defaults.ts';
import { readLabels } from '#core/invocation/labels.ts';
import { InvocationRecord, OUTCOMES } from '#core/invocation/record.ts';
import { ROUTE_KEYS } from '#infra/routes.ts';
import { defaultsOf } from '#infra/settings/defaults.ts';
import { StageSettings } from '#infra/settings/schema.ts';
import { codeOf, readDocument, readTable } from './document.ts';

const readme = readDocument('README.md');
const firstCodes = (heading: string) => readTable(readme, heading).map(([cell]) => codeOf(cell));

describe('the README', () => {
  it('lists every route', () => {
    expect(firstCodes('## Routes')).toEqual(ROUTE_KEYS);
  });

  it('lists every setting, in the order of the schema', () => {
    expect(firstCodes('## Settings')).toEqual(Object.keys(StageSettings.shape));
  });

  it.each(Object.entries(defaultsOf('dev')).filter(([name]) => name !== 'models'))(
    'names the default of %s',
    (name, value) => {
      const row = readTable(readme, '## Settings').find(([cell]) => codeOf(cell) === name);

      expect(JSON.parse(codeOf(row?.[1]) ?? 'null')).toEqual(value);
    },
  );

  it('labels no example as TypeScript: they run as they stand, but do not pass the type check', () => {
    expect(readme).not.toContain('```ts');
  });

  it('says which members of a record its line leaves out', () => {
    const cells = readTable(readme, '## What is recorded').map(([cell]) => cell);
    const members = [
      ...Object.keys(RECORD_DEFAULTS),
      ...Object.keys(GUARDRAIL_DEFAULTS).map((name) => `guardrail.${name}`),
      'guardrail.counts',
      ...Object.keys(USAGE_DEFAULTS).map((name) => `usage.${name}`),
    ];

    for (const member of members) expect(cells.join()).toContain(`\`${member}\``);
  });

  it('says which concurrency a deployment needs', () => {
    const reserved = Object.values(defaultsOf('dev').reservedConcurrency);
    const sum = reserved.reduce<number>((total, part) => total + Number(part), 0);

    expect(readme).toContain(`reserve ${sum} concurrent executions`);
    expect(readme).toContain(`below ${sum + 100} ask for`); // Lambda keeps 100 unreserved
  });

  it('warns of what Bedrock checks in tagged input only', () => {
    expect(readme).toMatch(/InvokeModel and\s+InvokeModelWithResponseStream they are not, unless/);
  });

  it('says once that Node 20 is past its end, for the notice that the local runner silences', () => {
    expect(readme.match(/Node 20 reached its end/g)).toHaveLength(1);
  });

  it('names the shortest retention that the settings take, and its reason', () => {
    const row = readTable(readme, '## Settings').find(([cell]) => codeOf(cell) === 'logRetentionDays');

    expect(row?.[2]).toMatch(/at least 184 days.*: 365/);
    expect(StageSettings.shape.logRetentionDays.safeParse(364).success).toBe(false);
  });

  it('lists every member of the record, in its order', () => {
    expect(firstCodes('### The record')).toEqual(Object.keys(InvocationRecord.shape));
  });

  it('names every outcome', () => {
    const row = readTable(readme, '### The record').find(([cell]) => codeOf(cell) === 'outcome');

    for (const outcome of OUTCOMES) expect(row?.[1]).toContain(`\`${outcome}\``);
  });

  it.each(readTable(readme, '### Labels'))('names sources that are read for %s', (header, metadata) => {
    const fromHeader = readLabels({ [codeOf(header) ?? '']: 'value' }, new Map());
    const fromMetadata = readLabels({}, new Map([[codeOf(metadata) ?? '', 'value']]));

    expect(Object.values(fromHeader).filter((value) => value !== undefined)).toEqual(['value']);
    expect(fromMetadata).toEqual(fromHeader);
  });
});
