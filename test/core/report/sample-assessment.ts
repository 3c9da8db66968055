import { assess } from '#core/maturity/assess.ts';
import type { Assessment } from '#core/maturity/assessment.ts';
import type { AssessmentSummary, ObservationSet } from '#core/maturity/observation.ts';
import { summarise } from '#core/maturity/summarise.ts';
import {
  denied,
  emptyObservationSet,
  observationSet,
  type SampleChanges,
} from '../maturity/sample-observations.ts';

const WEEK_MS = 7 * 86_400_000;
const OBSERVED_AT = '2026-11-21T06:00:00.000Z';

/** Governed but with level 2 skipped, some evidence refused, a person's attestation and twelve earlier reports. */
const MIXED: SampleChanges = {
  signals: {
    identifiedPrompts: 1_200,
    serverErrors: 180,
    usageMissing: 900,
    feedbackPositive: 'no_data',
    feedbackNegative: 'no_data',
    cacheReadInputTokens: 'no_data',
    humanInterventions: 'no_data',
    groundingChecks: 'no_data',
    promptAttacksBlocked: 2,
    timeToFirstToken: { status: 'unknown', reason: 'throttled', detail: 'AWS throttled the query.' },
  },
  facts: {
    knowledgeBases: { active: 0, withData: 0 },
    callers: { sampled: 200, throughGateway: 88, otherPrincipals: ['notebook-role', 'billing-batch'] },
    unmanagedPrompts: { withSystemPrompt: 4_800, unmanaged: 3_600 },
    changes: { byPipeline: 1, byHand: 6, principalsByHand: ['ana'] },
    promptUse: denied('logs:StartQuery'),
    budgets: denied('budgets:ViewBudget'),
    trails: denied('cloudtrail:DescribeTrails'),
    agentBoundaries: denied('iam:GetRole'),
    agents: { agents: 1, distinctRoles: 1 },
  },
  attestations: [
    {
      schemaVersion: 1,
      criterion: 'changes-reviewed',
      statement: 'Every change to a prompt is approved in the pull request; the pipeline runs elsewhere.',
      signedBy: 'arn:aws:sts::123456789012:assumed-role/lead/ana',
      signedAt: '2026-10-01T09:00:00.000Z',
      until: '2027-04-01T00:00:00.000Z',
    },
  ],
};

/** A report with something in every section. */
export const fullAssessment = (): Assessment =>
  assess({ ...withDays(observationSet(MIXED)), previous: previousOf(observationSet(MIXED)) });

/** A team that has everything in place. */
export const bestAssessment = (): Assessment => assess(observationSet());

/** Nothing was observed. */
export const emptyAssessment = (): Assessment => assess(emptyObservationSet());

/** Days of different height, with gaps, so that there is a line to see. */
function withDays(set: ObservationSet): ObservationSet {
  const observations = set.observations.map((observation, position) => {
    if (observation.kind !== 'signal' || observation.reading.status !== 'known') return observation;
    const daily = observation.reading.daily.map((value, day) => bend(value ?? 0, day, position));
    return { ...observation, reading: { ...observation.reading, daily } };
  });
  return { ...set, observations };
}

function bend(value: number, day: number, position: number): number | null {
  if ((day + position) % 11 === 4) return null;
  return Math.round(value * (1 + Math.sin((day + position) / 2) / 3) * 100) / 100;
}

function previousOf(set: ObservationSet): AssessmentSummary[] {
  const now = summarise(assess(set));
  const before = {
    'errors-handled': 'met',
    'model-routing': 'unmet',
    'data-handling-rules': 'unknown',
  } as const;
  return [1, 1, 1, 1, 2, 2, 2, 1, 2, 2, 3, 2].map((level, week, weeks) => ({
    assessedAt: new Date(Date.parse(OBSERVED_AT) - (weeks.length - week) * WEEK_MS).toISOString(),
    level,
    solidLevel: Math.min(level, week % 4 === 0 ? 1 : 2),
    criteria: { ...now.criteria, ...before },
  }));
}
