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
  const ofModels = operationsOf(measurement).flatMap((operation) =>
    [...sharesByName(measurement, 'modelMetrics', operation).values()].map(
      (share) => models * hoursShare(share / models),
    ),
  );
  return [...ofStage, ...ofModels].reduce((total, value) => total + value, 0);
}

/** Own metrics that exist sooner or later. */
export interface CreatedMetrics {
  readonly stage: number;
  /** By operation, for each model that is called by it. */
  readonly perModel: Readonly<Record<string, number>>;
}

/** Counts the metrics that the measured kinds of calls create. */
export function createdMetrics(measurement: Measurement): CreatedMetrics {
  const perModel = operationsOf(measurement).map(
    (operation) => [operation, sharesByName(measurement, 'modelMetrics', operation).size] as const,
  );
  return {
    stage: sharesByName(measurement, 'stageMetrics').size,
    perModel: Object.fromEntries(perModel),
  };
}

function operationsOf({ kinds }: Measurement): readonly string[] {
  return [...new Set(Object.values(kinds).map(({ operation }) => operation))];
}

/** In which share of the calls a metric gets a value. */
function sharesByName(
  { kinds }: Measurement,
  member: 'stageMetrics' | 'modelMetrics',
  operation?: string,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const kind of KINDS) {
    const measured = kinds[kind];
    if (!measured || (operation !== undefined && measured.operation !== operation)) continue;
    for (const name of measured[member]) shares.set(name, (shares.get(name) ?? 0) + shareOf(kind));
  }
  return shares;
}

const shareOf = (kind: Kind): number => SHARES[kind];
