import type { FeedbackRecord, InvocationRecord } from '../invocation/record.ts';
import { catalogue } from './catalogue.ts';
import type { DimensionName, MetricUnit, SignalDefinition } from './definition.ts';

/** Values of one dimension set. */
export type Dimensions = Readonly<Partial<Record<DimensionName, string>>>;

/** One value of one signal, ready to be emitted. */
export interface MetricSample {
  readonly metricName: string;
  readonly unit: MetricUnit;
  readonly value: number;
  readonly dimensionSets: readonly Dimensions[];
}

const rows: readonly SignalDefinition[] = Object.values(catalogue);

/** What one call adds to the metrics. Rows with nothing to report are left out; a value that is not finite is nothing. */
export function invocationSamples(record: InvocationRecord): readonly MetricSample[] {
  const values = { Stage: record.stage, Operation: record.operation, Model: record.resolvedModel };
  return rows.flatMap((row) =>
    row.emitter.from === 'invocation' ? toSamples(row, row.emitter.value(record), values) : [],
  );
}

/** What one piece of feedback adds to the metrics. */
export function feedbackSamples(record: FeedbackRecord): readonly MetricSample[] {
  return rows.flatMap((row) =>
    row.emitter.from === 'feedback' ? toSamples(row, row.emitter.value(record), { Stage: record.stage }) : [],
  );
}

function toSamples(
  row: SignalDefinition,
  value: number | undefined,
  values: Dimensions,
): readonly MetricSample[] {
  if (value === undefined || !Number.isFinite(value)) return [];
  const dimensionSets = row.dimensionSets.map((names) =>
    Object.fromEntries(names.map((name) => [name, values[name]])),
  );
  return [{ metricName: row.metricName, unit: row.unit, value, dimensionSets }];
}
