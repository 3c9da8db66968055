import type { FeedbackRecord, InvocationRecord } from '../invocation/record.ts';
import type { CaptureFacts } from '../invocation-log/capture-facts.ts';
import type { OutlookFigures } from '../outlook/outlook.ts';
import type { DimensionName, MetricUnit, OwnMetric, ReconciledStage } from './definition.ts';
import { ownMetrics } from './own-metrics.ts';

/** Values of one dimension set. */
export type Dimensions = Readonly<Partial<Record<DimensionName, string>>>;

/** One value of one signal, ready to be emitted. */
export interface MetricSample {
  readonly metricName: string;
  readonly unit: MetricUnit;
  readonly value: number;
  readonly dimensionSets: readonly Dimensions[];
}

const rows: readonly OwnMetric[] = Object.values(ownMetrics);

/** What one call adds to the metrics. Rows with nothing to report are left out; a value that is not finite is nothing. */
export function invocationSamples(record: InvocationRecord): readonly MetricSample[] {
  const values = { Stage: record.stage, Model: record.resolvedModel };
  return toSamples(values, (row) =>
    row.emitter?.from === 'invocation' ? row.emitter.value(record) : undefined,
  );
}

/** What one piece of feedback adds to the metrics. */
export function feedbackSamples(record: FeedbackRecord): readonly MetricSample[] {
  return toSamples({ Stage: record.stage }, (row) =>
    row.emitter?.from === 'feedback' ? row.emitter.value(record) : undefined,
  );
}

/** What capturing itself adds to the metrics. */
export function captureSamples(facts: CaptureFacts): readonly MetricSample[] {
  return toSamples({ Stage: facts.stage }, (row) =>
    row.emitter?.from === 'capture' ? row.emitter.value(facts) : undefined,
  );
}

/** What a comparison with the bill adds to the metrics. */
export function reconciliationSamples(day: ReconciledStage): readonly MetricSample[] {
  return toSamples({ Stage: day.stage }, (row) =>
    row.emitter?.from === 'reconciliation' ? row.emitter.value(day) : undefined,
  );
}

/** What one outlook adds to the metrics: what it could not determine is left out. */
export function outlookSamples(figures: OutlookFigures): readonly MetricSample[] {
  return toSamples({ Stage: figures.stage }, (row) =>
    row.emitter?.from === 'outlook' ? row.emitter.value(figures) : undefined,
  );
}

/** Rows share their lists of dimension names, so each list is filled in once. */
function toSamples(
  values: Dimensions,
  read: (row: OwnMetric) => number | undefined,
): readonly MetricSample[] {
  const filled = new Map<OwnMetric['dimensionSets'], readonly Dimensions[]>();
  const samples: MetricSample[] = [];
  for (const row of rows) {
    const value = read(row);
    if (value === undefined || !Number.isFinite(value)) continue;
    const { metricName, unit, dimensionSets: names } = row;
    const dimensionSets = filled.get(names) ?? names.map((set) => pick(values, set));
    filled.set(names, dimensionSets);
    samples.push({ metricName, unit, value, dimensionSets });
  }
  return samples;
}

function pick(values: Dimensions, names: readonly DimensionName[]): Dimensions {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
