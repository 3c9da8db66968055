import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { toReadiness } from '#core/autoops/to-readiness.ts';
import { CRITERIA } from '#core/maturity/criteria.ts';
import { LEVELS } from '#core/maturity/levels.ts';
import { lookAhead } from '#core/outlook/look-ahead.ts';
import { ASSESS_USAGE } from '#scripts/assess/options.ts';
import { renderAssessmentSchema, renderAutoOpsSchema } from '#scripts/docs/render-assessment-schema.ts';
import { renderCriteria, withCriteria } from '#scripts/docs/render-criteria.ts';
import { renderOutlookSchema } from '#scripts/docs/render-outlook-schema.ts';
import { outlookInput } from '../../core/outlook/sample-input.ts';
import { emptyAssessment, fullAssessment } from '../../core/report/sample-assessment.ts';
import { codeOf, PROJECT_FOLDER, readDocument, readTable } from './document.ts';

const page = readDocument('docs/maturity.md');
const run = (script: string, ...options: readonly string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', `scripts/docs/${script}.ts`, ...options], {
    cwd: PROJECT_FOLDER,
  });

describe('docs/maturity.md', () => {
  it('has the current criteria', () => {
    expect(withCriteria(page)).toBe(page);
  });

  it('has a row for each of the thirty, by its id', () => {
    const rows = renderCriteria(CRITERIA)
      .split('\n')
      .filter((line) => line.includes('`'));

    expect(rows.map(codeOf)).toEqual(CRITERIA.map(({ id }) => id));
  });

  it('has the levels as the report names them', () => {
    const rows = readTable(page, '## The levels');

    expect(rows).toEqual(
      LEVELS.map(({ level, name, motto, coreQuestion }) => [String(level), name, motto, coreQuestion]),
    );
  });

  it('has the exit codes that assess names', () => {
    const codes = readTable(page, '### Exit codes of assess').map(([code]) => codeOf(code));
    const [, named = ''] = ASSESS_USAGE.split('Exit codes: ');

    expect(named.match(/\d(?= )/g)).toEqual(codes);
  });
});

describe('the JSON Schema of an assessment', () => {
  const schema = readDocument('docs/schemas/assessment.schema.json');

  it('is current', () => {
    expect(renderAssessmentSchema()).toBe(schema);
  });

  it.each([
    ['full', fullAssessment()],
    ['empty', emptyAssessment()],
  ])('accepts a %s assessment, and one with a member more', (_, assessment) => {
    const validator = z.fromJSONSchema(JSON.parse(schema));

    expect(validator.safeParse(assessment).error).toBeUndefined();
    expect(validator.safeParse({ ...assessment, later: true }).success).toBe(true);
  });

  it.each([
    { level: 6 },
    { level: '3' },
    { schemaVersion: 2 },
    { criteria: undefined },
    { assessedAt: 'now' },
  ])('refuses one with %j', (change) => {
    const validator = z.fromJSONSchema(JSON.parse(schema));

    expect(validator.safeParse({ ...fullAssessment(), ...change }).success).toBe(false);
  });

  it('describes what a name does not say', () => {
    const { properties } = JSON.parse(schema);

    expect(properties.solidLevel.description).toMatch(/every level below/);
    expect(properties.criteria.items.properties.status.description).toMatch(/never counts as met/);
    expect(properties.criteria.items.properties.evidence.items.properties.source.description).toMatch(
      /query/,
    );
  });
});

describe('the JSON Schema of an outlook', () => {
  const schema = readDocument('docs/schemas/outlook.schema.json');

  it('is current', () => {
    expect(renderOutlookSchema()).toBe(schema);
  });

  it('accepts an outlook, and refuses one without its budget', () => {
    const validator = z.fromJSONSchema(JSON.parse(schema));
    const outlook = lookAhead(outlookInput());

    expect(validator.safeParse(outlook).error).toBeUndefined();
    expect(validator.safeParse({ ...outlook, budget: undefined }).success).toBe(false);
  });
});

describe.each(['assessment-schema', 'autoops-schema', 'outlook-schema', 'criteria-list'])(
  'scripts/docs/%s.ts',
  (script) => {
    it('accepts what it wrote', async () => {
      await expect(run(script, '--check')).resolves.toMatchObject({ stderr: '' });
    });

    it('ends with how to use it otherwise', async () => {
      await expect(run(script, '--write', '--check')).rejects.toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--check'),
      });
    });
  },
);

describe('the JSON Schema of AutoOps readiness', () => {
  const schema = readDocument('docs/schemas/autoops.schema.json');

  it('is current', () => {
    expect(schema).toBe(renderAutoOpsSchema());
  });

  it('fits what an assessment answers with', () => {
    const fits = z.fromJSONSchema(JSON.parse(schema));

    for (const assessment of [emptyAssessment(), fullAssessment()])
      expect(fits.safeParse(JSON.parse(JSON.stringify(toReadiness(assessment)))).error).toBeUndefined();
  });
});
