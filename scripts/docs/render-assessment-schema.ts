import * as z from 'zod';
import { AutoOpsReadiness } from '#core/autoops/readiness.ts';
import { Assessment } from '#core/maturity/assessment.ts';

/** What members are, by their path; those whose name says it all are left out. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  assessedAt: 'When the evidence was observed, UTC.',
  window: 'The period that was measured; the end is exclusive.',
  level: 'Highest level that is reached, that is, with more than half met; 0 when none is.',
  solidLevel: 'Highest level with every level below it reached too.',
  skippedLevels: 'Levels below the level that are not reached.',
  levels: 'The five levels. Level 1 counts its metric rows that are measured, the others their criteria.',
  'levels.score': 'Met divided by total, 0 to 1.',
  criteria: 'The thirty checklist lines, each with its verdict and evidence.',
  'criteria.statement': "The maturity document's words.",
  'criteria.kind': 'A symptom is met while it is still present, a practice when it is in place.',
  'criteria.status': 'Unknown never counts as met.',
  'criteria.attestedBy': 'The signed statement that decided it.',
  'criteria.missingPermissions': 'IAM actions whose refusal left it unknown.',
  'criteria.evidence.source': 'The call, as an IAM action, and its exact query.',
  'criteria.evidence.value': 'In words, with its unit.',
  'criteria.evidence.threshold': 'What it is held against; absent when it only informs.',
  symptoms: 'Criteria of level 1 that are still true.',
  signals: 'What was measured.',
  'signals.value': 'Of the whole window: sums are added, of percentiles and averages it is the worst day.',
  'signals.daily': 'One value for each day of the window, oldest first; null where there is none.',
  unmeasured: 'What could not be measured and why.',
  'unmeasured.permission': 'IAM actions that were refused.',
  nextActions: 'What to do, the most useful first.',
  delta: 'Against the newest earlier assessment; levels are differences. Absent in a first one.',
  'delta.improved': 'Ids of criteria.',
  'delta.regressed': 'Ids of criteria.',
  trend: 'Earlier assessments, oldest first.',
  ownership: 'Total cost of ownership: infrastructure, personnel, operations and compliance.',
  'ownership.knownUsdPerMonth': 'Sum of the positions that are known: at least that much.',
  'ownership.usdPerMonth': 'Absent as long as a position is unknown.',
  'ownership.components.usdPerMonth': 'Absent as long as a position of it is unknown.',
  'ownership.components.items.words': 'How it comes about, or why it is unknown.',
  autoops: 'The second axis, AutoOps: four capabilities, four stages.',
};

const AUTOOPS_DESCRIPTIONS: Readonly<Record<string, string>> = {
  stage: "The lowest of the capabilities' stages; none when not even the first is evidenced.",
  capabilities: 'The four capabilities of document 000.',
  'capabilities.stage': 'The highest stage that is reached.',
  'capabilities.documentYears': "Years to the target by the document's forecast; not a measurement.",
  'capabilities.stages.isReached':
    'All of its conditions and dependencies are met, and so are those of every stage below it.',
  'capabilities.stages.conditions.status': 'Unknown never counts as met.',
  'capabilities.stages.conditions.criterion': 'The criterion of the assessment that decides it.',
  'capabilities.missingDependencies': 'Dependencies that are not met.',
  ready: 'Capabilities whose dependencies are all met.',
};

type Schema = z.core.JSONSchema.BaseSchema;

/** As wide as the repository's formatter lets a list be on one line. */
const LINE_WIDTH = 110;

/** The JSON Schema of an assessment. Members that it does not name may be added: readers pass over them. */
export function renderAssessmentSchema(): string {
  return renderSchema(Assessment, DESCRIPTIONS, {
    title: 'Waymark maturity assessment',
    description:
      'The verdict on one observation set: level, criteria with evidence, signals and next actions.',
  });
}

/** The JSON Schema of what `GET /v1/autoops` answers. */
export function renderAutoOpsSchema(): string {
  return renderSchema(AutoOpsReadiness, AUTOOPS_DESCRIPTIONS, {
    title: 'Waymark AutoOps readiness',
    description: 'The second maturity axis of the newest assessment: stages, conditions and dependencies.',
  });
}

function renderSchema(
  described: z.core.$ZodType,
  descriptions: Readonly<Record<string, string>>,
  words: { readonly title: string; readonly description: string },
): string {
  const { $schema, ...schema } = z.toJSONSchema(described, { io: 'input', override: simplify });
  return `${toJson({ $schema, ...words, ...describeMembers(schema, '', descriptions) })}\n`;
}

/** A pattern of 300 characters says no more than the format. */
function simplify({ jsonSchema }: { jsonSchema: Schema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
}

function describeMembers(
  schema: Schema,
  path: string,
  descriptions: Readonly<Record<string, string>>,
): Schema {
  const { properties, items } = schema;
  const description = descriptions[path];
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: describeEach(properties, path, descriptions) }),
    ...(isSchema(items)
      ? { items: { ...describeMembers(items, path, descriptions), description: undefined } }
      : {}),
    ...(description === undefined ? {} : { description }),
  };
}

function describeEach(
  properties: NonNullable<Schema['properties']>,
  path: string,
  descriptions: Readonly<Record<string, string>>,
): Schema['properties'] {
  return Object.fromEntries(
    Object.entries(properties).map(([name, member]) => {
      const memberPath = path === '' ? name : `${path}.${name}`;
      return [name, isSchema(member) ? describeMembers(member, memberPath, descriptions) : member];
    }),
  );
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON as the repository's formatter writes it: short lists on one line. */
function toJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    /^( *(?:"[^"]*": )?)\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (broken, start: string, items: string, comma: string) => {
      const line = `${start}[${items.trim().replace(/\n */g, ' ')}]${comma}`;
      return line.length > LINE_WIDTH ? broken : line;
    },
  );
}
