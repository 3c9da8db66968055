import { indexObservations, readSignal } from '../maturity/evidence.ts';
import type { ObservationSet } from '../maturity/observation.ts';
import { DAY_MS } from '../maturity/window.ts';
import { toCount, toNumber } from '../maturity/wording.ts';
import { type Known, unknown } from '../models/known.ts';
import { OwnershipInputs } from './inputs.ts';
import { computeOwnership, type MeasuredInference, toMonthlyInference } from './own.ts';
import type { Ownership } from './ownership.ts';

/** Total cost of ownership of an observation set: its inputs, and what its calls cost. */
export function ownObserved(set: ObservationSet): Ownership {
  return computeOwnership(set.ownership ?? OwnershipInputs.parse({}), measureInference(set));
}

function measureInference(set: ObservationSet): Known<MeasuredInference> {
  const evidence = indexObservations(set);
  const cost = readSignal(evidence, 'cost');
  if (cost.status === 'unknown') return unknown(cost.detail);
  if (cost.status === 'no_data') return unknown('No call with a price was recorded in the window.');
  if (cost.value < 0) return unknown('The recorded cost is below zero, which cannot be.');
  const { start, end } = set.window;
  const days = (Date.parse(end) - Date.parse(start)) / DAY_MS;
  const unpriced = readSignal(evidence, 'unpricedCalls');
  const without =
    unpriced.status === 'known' && unpriced.value > 0
      ? `; without ${toCount(unpriced.value, 'call')} that ${unpriced.value === 1 ? 'has' : 'have'} no price`
      : '';
  const words = `${toNumber(cost.value)} USD recorded by the gateway in ${toNumber(days)} days, taken to 30${without}`;
  return toMonthlyInference({ status: 'known', value: cost.value }, days, words);
}
