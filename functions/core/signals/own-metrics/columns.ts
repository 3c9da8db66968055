import type { FeedbackRecord, InvocationRecord, Outcome } from '../../invocation/record.ts';
import type { CaptureFacts } from '../../invocation-log/capture-facts.ts';
import type { OutlookFigures } from '../../outlook/outlook.ts';
import type { DimensionName, SignalEmitter } from '../definition.ts';
import { NAMESPACE } from '../namespace.ts';

const PER_STAGE: readonly (readonly DimensionName[])[] = [['Stage']];
/** Each model in use is a metric more to be paid for: only what something reads by model. The log line has the rest. */
const PER_MODEL: readonly (readonly DimensionName[])[] = [['Stage'], ['Stage', 'Model']];

const own = { kind: 'metric', source: 'own-metric', namespace: NAMESPACE } as const;

/** Columns of what is counted. */
export const counter = { ...own, dimensionSets: PER_STAGE, unit: 'Count', statistics: ['Sum'] } as const;

/** Columns of what is counted by model as well. */
export const modelCounter = { ...counter, dimensionSets: PER_MODEL } as const;

/** Columns of tokens: their sum is paid for, their average describes a call. */
export const tokenSum = { ...modelCounter, statistics: ['Sum', 'Average'] } as const;

/** Columns of durations. */
export const duration = {
  ...own,
  dimensionSets: PER_STAGE,
  unit: 'Milliseconds',
  statistics: ['p50', 'p90', 'p99'],
} as const;

/** Columns of durations by model as well. */
export const modelDuration = { ...duration, dimensionSets: PER_MODEL } as const;

/** An emitter that reads the record of a call. */
export const fromInvocation = (value: (record: InvocationRecord) => number | undefined) =>
  ({ from: 'invocation', value }) as const satisfies SignalEmitter;

/** An emitter that reads the record of a user's feedback. */
export const fromFeedback = (value: (record: FeedbackRecord) => number | undefined) =>
  ({ from: 'feedback', value }) as const satisfies SignalEmitter;

/** An emitter that reads what capturing itself has to tell. */
export const fromCapture = (value: (facts: CaptureFacts) => number | undefined) =>
  ({ from: 'capture', value }) as const satisfies SignalEmitter;

/** Columns of a figure of the daily outlook: of several runs a day their mean, never their sum. */
export const outlookFigure = {
  ...own,
  dimensionSets: PER_STAGE,
  unit: 'None',
  statistics: ['Average'],
} as const;

/** An emitter that reads the figures of an outlook. */
export const fromOutlook = (value: (figures: OutlookFigures) => number | undefined) =>
  ({ from: 'outlook', value }) as const satisfies SignalEmitter;

/** Counts one, or says nothing. */
export const oneIf = (condition: boolean): number | undefined => (condition ? 1 : undefined);

/** Counters are emitted only when they are above zero. */
export const positive = (value: number): number | undefined => (value > 0 ? value : undefined);

/** Counts calls that ended so. */
export const countOutcome = (outcome: Outcome) =>
  fromInvocation((record) => oneIf(record.outcome === outcome));
