import type { Measurement } from './measurement.ts';
import { KINDS, type Kind, SHARES } from './mix.ts';
import { presence } from './volume.ts';

const SECONDS_PER_HOUR = 3_600;

/**
 * Own metrics of a month, in whole metrics: one is paid for by the hours in which it gets a value
 * (signoz.io/guides/cloudwatch-pricing; not verified with AWS).
 */
export function customMetrics(
  measurement: Measurement,
  { calls, models }: { readonly calls: number; readonly models: number },
): number {
  const hoursShare = (share: number): number => presence(calls * share, SECONDS_PER_HOUR);
  const ofStage = [...sharesByName(measurement, 'stageMetrics').values()].map(hoursShare);
  const ofModels = [...sharesByName(measurement, 'modelMetrics').values()].map(
    (share) => models * hoursShare(share / models),
  );
  return [...ofStage, ...ofModels].reduce((total, value) => total + value, 0);
}

/** Own metrics that exist sooner or later. */
export interface CreatedMetrics {
  readonly stage: number;
  /** For each model that is called. */
  readonly perModel: number;
}

/** Counts the metrics that the measured kinds of calls create. */
export function createdMetrics(measurement: Measurement): CreatedMetrics {
  return {
    stage: sharesByName(measurement, 'stageMetrics').size,
    perModel: sharesByName(measurement, 'modelMetrics').size,
  };
}

/** In which share of the calls a metric gets a value. */
function sharesByName(
  { kinds }: Measurement,
  member: 'stageMetrics' | 'modelMetrics',
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const kind of KINDS)
    for (const name of kinds[kind]?.[member] ?? []) shares.set(name, (shares.get(name) ?? 0) + shareOf(kind));
  return shares;
}

const shareOf = (kind: Kind): number => SHARES[kind];
