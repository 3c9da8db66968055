import { awsMetrics } from './aws-metrics.ts';
import { derivedSignals } from './derived-signals.ts';
import { otherSignals } from './other-signals.ts';
import { ownMetrics } from './own-metrics.ts';

/**
 * The one table. Emitter, dashboards, alarms, maturity and docs/records.md are derived from its rows;
 * a metric name, unit or dimension written anywhere else is a defect.
 */
export const catalogue = { ...ownMetrics, ...awsMetrics, ...derivedSignals, ...otherSignals } as const;

/** Key of a catalogue row. */
export type SignalId = keyof typeof catalogue;
