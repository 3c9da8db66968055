import { type Evidence, indexObservations, readFactOf, readSignal } from '../maturity/evidence.ts';
import type { ObservationSet } from '../maturity/observation.ts';
import { DAY_MS } from '../maturity/window.ts';
import { toCount } from '../maturity/wording.ts';
import { type Known, known, mapKnown, unknown } from '../models/known.ts';
import { toMoney } from '../report/spending/money-words.ts';
import { totalCounted } from '../spending/counted.ts';
import { OwnershipInputs } from './inputs.ts';
import { computeOwnership, type MeasuredInference, toMonthlyInference } from './own.ts';
import type { Ownership } from './ownership.ts';

/** A first day that has only begun says less about a month than a whole one. */
const SHORTEST_DAYS = 1;

/** Total cost of ownership of an observation set: its inputs, and what its calls cost. */
export function ownObserved(set: ObservationSet): Ownership {
  return computeOwnership(set.ownership ?? OwnershipInputs.parse({}), measureInference(set));
}

/** What the gateway recorded; where it recorded nothing, what AWS counted by list price. */
function measureInference(set: ObservationSet): Known<MeasuredInference> {
  const evidence = indexObservations(set);
  const { start, end } = set.window;
  const windowDays = (Date.parse(end) - Date.parse(start)) / DAY_MS;
  const recorded = recordedInference(evidence, windowDays);
  const inference =
    recorded.status === 'known' ? recorded : (countedInference(evidence, windowDays) ?? recorded);
  return mapKnown(inference, ({ usd, days, words }) =>
    toMonthlyInference(known(usd), days, `${toMoney(usd)} ${words(toCount(days, 'day'))}`),
  );
}

/** An amount of the window, and how it comes about. */
interface Inference {
  readonly usd: number;
  /** That it is of. */
  readonly days: number;
  readonly words: (days: string) => string;
}

function recordedInference(evidence: Evidence, windowDays: number): Known<Inference> {
  const cost = readSignal(evidence, 'cost');
  if (cost.status === 'unknown') return unknown(cost.detail);
  if (cost.status === 'no_data') return unknown('No call with a price was recorded in the window.');
  if (cost.value < 0) return unknown('The recorded cost is below zero, which cannot be.');
  const unpriced = readSignal(evidence, 'unpricedCalls');
  const without =
    unpriced.status === 'known' && unpriced.value > 0
      ? `; without ${toCount(unpriced.value, 'call')} that ${unpriced.value === 1 ? 'has' : 'have'} no price`
      : '';
  const counted = totalOf(evidence);
  const more =
    counted !== undefined && counted > cost.value
      ? `; the tokens that AWS counted come to ${toMoney(counted)} in the window`
      : '';
  const words = (days: string) =>
    `recorded by the gateway (CostUsd) in ${days}, taken to 30${without}${more}`;
  // days before the first record are no days without cost: a stack of yesterday has no fortnight behind it
  const before = Math.max(
    0,
    cost.daily.findIndex((value) => value !== null),
  );
  return known({ usd: cost.value, days: Math.max(windowDays - before, SHORTEST_DAYS), words });
}

/** List price of what AWS counted; `undefined` where it is not known. */
function totalOf(evidence: Evidence): number | undefined {
  const counted = readFactOf(evidence, 'modelTokens');
  return counted.status === 'known' ? totalCounted(counted.value) : undefined;
}

function countedInference(evidence: Evidence, days: number): Known<Inference> | undefined {
  const usd = totalOf(evidence);
  const words = (measured: string) =>
    `estimated from the tokens that AWS counted in ${measured}, taken to 30`;
  return usd === undefined ? undefined : known({ usd, days, words });
}
