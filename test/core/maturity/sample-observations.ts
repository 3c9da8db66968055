import { FACT_IDS, SIGNAL_IDS } from '#core/maturity/evidence.ts';
import type { FactId, FactValue } from '#core/maturity/facts.ts';
import type {
  FactObservation,
  ObservationSet,
  SignalObservation,
  UnknownReading,
} from '#core/maturity/observation.ts';
import { EVIDENCE_PERMISSIONS } from '#core/maturity/permissions.ts';
import { catalogue, type SignalId } from '#core/signals/catalogue.ts';
import { countedCosts, recordedCosts } from '../spending/sample-costs.ts';

/** When the samples were observed. */
export const OBSERVED_AT = '2026-11-21T06:00:00.000Z';
/** The fortnight before. */
export const WINDOW = { start: '2026-11-07T06:00:00.000Z', end: OBSERVED_AT };
const DAYS = 14;

/** Members of a fact that differ from the sample. */
type FactChanges = { readonly [Id in FactId]?: Partial<FactValue<Id>> | 'missing' | UnknownReading };

/** What differs from the sample: observations by id, and members of the set. */
export interface SampleChanges extends Partial<Omit<ObservationSet, 'observations'>> {
  readonly signals?: Readonly<Partial<Record<SignalId, number | 'no_data' | 'missing' | UnknownReading>>>;
  readonly facts?: FactChanges;
}

/** A reading that AWS refused. */
export const denied = (permission: string): UnknownReading => ({
  status: 'unknown',
  reason: 'denied',
  detail: `AWS refused ${permission}.`,
  permission,
});

const SIGNALS: NonNullable<SampleChanges['signals']> = {
  requests: 4_800,
  successes: 4_700,
  identifiedPrompts: 4_700,
  versionedPrompts: 4_500,
  guardrailEvaluations: 4_600,
  groundingChecks: 3_600,
  usageMissing: 6,
  latency: 812,
  serverErrors: 4,
  throttles: 6,
  timeouts: 2,
  retries: 60,
  retriedSuccesses: 48,
  feedbackPositive: 120,
  feedbackNegative: 18,
  inputTokens: 2_400_000,
  cacheReadInputTokens: 1_600_000,
  cacheWriteInputTokens: 120_000,
  humanInterventions: 90,
  promptAttacks: 12,
  promptAttacksBlocked: 12,
  fallbacks: 20,
  fallbackSuccesses: 19,
  spans: 52_000,
  invocationLogDeliveries: 4_790,
  invocationLogFailures: 'no_data',
  invocationLogDeliveriesS3: 4_790,
  invocationLogFailuresS3: 'no_data',
  bedrockClientErrors: 'no_data',
};

const FACTS: { readonly [Id in FactId]: FactValue<Id> } = {
  invocationLogging: { isEnabled: true, isTextDelivered: true, destinations: ['cloudwatch', 's3'] },
  promptVersions: { prompts: 6, versioned: 6, isComplete: true },
  knowledgeBases: { active: 2, withData: 2, isComplete: true },
  agents: { agents: 3, distinctRoles: 3, isComplete: true },
  agentBoundaries: { roles: 3, bounded: 3, isComplete: true },
  sensitiveInformationFilter: { ready: 1, pinned: 1, filtering: 1, isComplete: true },
  groundingFilter: { ready: 1, pinned: 1, filtering: 1, isComplete: true },
  evaluationJobs: { completed: 5, failed: 1, lastCompletedAt: '2026-11-19T02:00:00Z', isComplete: true },
  pastEvaluations: { completed: 14, failed: 2, isComplete: true },
  changes: { byPipeline: 9, byTemplate: 0, byHand: 0, principalsByHand: [], isComplete: true },
  promptChanges: { events: 3, isComplete: true },
  callers: {
    since: '2026-11-20T06:00:00.000Z',
    sampled: 200,
    throughGateway: 198,
    otherPrincipals: ['console-user'],
  },
  trails: { logging: 1, delivering: 1, multiRegion: 1, validated: 1, withAgentEvents: 1, complete: 1 },
  budgets: { budgets: 2, onBedrock: 2, notifying: 2, isComplete: true },
  alarms: { alarms: 8, reaching: 8, isComplete: true },
  stages: { stages: ['dev', 'test', 'prod'] },
  traceSpans: { isPresent: true },
  modelTraffic: {
    models: [
      { model: 'amazon.nova-lite-v1:0', calls: 3_600 },
      { model: 'anthropic.claude-sonnet-5', calls: 1_200 },
    ],
  },
  observedTraffic: {
    models: [
      { model: 'amazon.nova-lite-v1:0', captured: 3_560, counted: 3_600 },
      { model: 'anthropic.claude-sonnet-5', captured: 1_200, counted: 1_200 },
    ],
  },
  modelTokens: countedCosts(),
  dailyCosts: recordedCosts(),
  promptUse: {
    versions: [
      { promptId: 'answer', version: '3', day: '2026-11-10', calls: 1_500 },
      { promptId: 'answer', version: '4', day: '2026-11-18', calls: 1_700 },
    ],
  },
  unmanagedPrompts: { withSystemPrompt: 4_800, unmanaged: 100 },
  forecasts: {
    computedAt: OBSERVED_AT,
    tokens: { method: 'trend-log', origins: 49, wape: 0.12, naiveWape: 0.3 },
    monthUsd: { value: 420, lower: 380, upper: 470 },
  },
};

/** A set of a team that has everything in place: every practice is met by evidence and every symptom is gone. */
export function observationSet({ signals = {}, facts = {}, ...members }: SampleChanges = {}): ObservationSet {
  return {
    ...emptyObservationSet(),
    observations: [
      ...SIGNAL_IDS.flatMap((id) => toSignal(id, signals[id] ?? SIGNALS[id] ?? sampleValue(id))),
      ...FACT_IDS.flatMap((id) => toFact(id, facts[id] ?? {})),
    ],
    ...members,
  };
}

/** A set in which nothing was observed. */
export function emptyObservationSet(): ObservationSet {
  return {
    schemaVersion: 1,
    observedAt: OBSERVED_AT,
    scope: { team: 'Wonderful team', accountId: '123456789012', region: 'us-east-1', stage: 'prod' },
    window: WINDOW,
    observations: [],
    attestations: [],
    previous: [],
  };
}

const sampleValue = (id: SignalId) => (catalogue[id].kind === 'external' ? 'missing' : 100);

function toSignal(
  id: SignalId,
  value: number | 'no_data' | 'missing' | UnknownReading,
): readonly SignalObservation[] {
  if (value === 'missing') return [];
  const source = { call: 'cloudwatch:GetMetricData', query: `${id} of stage prod by day` };
  return [{ kind: 'signal', id, observedAt: OBSERVED_AT, source, window: WINDOW, reading: toReading(value) }];
}

function toReading(value: number | 'no_data' | UnknownReading): SignalObservation['reading'] {
  if (value === 'no_data') return { status: 'no_data' };
  if (typeof value !== 'number') return value;
  return { status: 'known', value, daily: Array.from({ length: DAYS }, () => value / DAYS) };
}

function toFact(
  id: FactId,
  value: Partial<FactValue> | 'missing' | UnknownReading,
): readonly FactObservation[] {
  if (value === 'missing') return [];
  const source = { call: EVIDENCE_PERMISSIONS[id][0] ?? 'none', query: `everything about ${id}` };
  const reading = 'status' in value ? value : { status: 'known' as const, value: { ...FACTS[id], ...value } };
  return [{ kind: 'fact', id, observedAt: OBSERVED_AT, source, window: WINDOW, reading }];
}
