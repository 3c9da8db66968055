import type { FactValue } from '../maturity/facts.ts';
import type { FactObservation, ObservationSet, UnknownReading } from '../maturity/observation.ts';
import type { Outlook } from './outlook.ts';
import { TOKENS } from './series.ts';

/** Evidence of the set's own account that was computed, not asked for. */
const SOURCE = {
  call: 'cloudwatch:GetMetricData',
  query: 'The outlook: daily sums of 26 weeks, each forecast tried on the past from day to day',
} as const;

/**
 * The set with what the stack forecasts of itself, and how wrong that was on days that are known, so that the second
 * axis sees it and a replay sees the same.
 */
export function withForecasts(
  set: ObservationSet,
  outlook: Outlook | undefined,
  whyNot = 'There is no outlook: the daily refresh makes one, and its log says if it could not.',
): ObservationSet {
  const observation: FactObservation = {
    kind: 'fact',
    id: 'forecasts',
    observedAt: outlook?.computedAt ?? set.observedAt,
    window: set.window,
    source: SOURCE,
    reading: outlook ? readForecasts(outlook, set) : notCollected(whyNot),
  };
  return { ...set, observations: [...set.observations, observation] };
}

const notCollected = (detail: string): UnknownReading => ({
  status: 'unknown',
  reason: 'not_collected',
  detail,
});

/** An API caller's assessment shows the outlook of the last schedule, which may be long ago. */
function readForecasts(outlook: Outlook, { window }: ObservationSet): FactObservation['reading'] {
  const { computedAt } = outlook;
  return computedAt < window.start
    ? notCollected(`The newest outlook is of ${computedAt.slice(0, 10)}, before the window.`)
    : { status: 'known', value: toFact(outlook) };
}

function toFact({ computedAt, series, budget }: Outlook): FactValue<'forecasts'> {
  const forecast = series.find(({ id }) => id === TOKENS.id)?.forecast;
  return {
    computedAt,
    ...(forecast?.status === 'determined' && { tokens: forecast.accuracy }),
    ...(forecast?.status === 'undetermined' && { tokensRefusal: forecast.reason }),
    ...(budget.monthUsd && { monthUsd: budget.monthUsd }),
  };
}
