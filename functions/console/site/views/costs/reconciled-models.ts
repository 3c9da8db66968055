import type { ReconciledDay, ReconciledModelUsd } from '#core/rollup/costs-answer.ts';
import { element } from '../../dom.ts';
import { formatOf } from '../../format.ts';
import { toMoney } from './money.ts';
import { drawTable } from './simple-table.ts';

const COLUMNS = ['Model', 'Estimated', 'Billed', 'Difference', 'Line items'];
const OTHER = 'other: no model named';
const toShare = formatOf('%');
const toCount = formatOf(undefined);

interface Sums {
  readonly estimatedUsd: number | undefined;
  /** `undefined`: on one day at least it is not known. */
  readonly billedUsd: number | undefined;
  readonly lineItems: number;
}
type Entry = readonly [model: string | undefined, sums: Sums];

/** Estimate beside bill by model, over all days that a source tells models of. */
export function drawReconciledModels(days: readonly ReconciledDay[]): readonly Node[] {
  const sums = new Map<string | undefined, Sums>();
  const told = days.flatMap(({ models }) => (models ? [models] : []));
  for (const model of told.flat()) sums.set(model.model, addUp(sums.get(model.model), model));
  if (sums.size === 0) return [];
  const label = `By model, as the CUR 2.0 export has it, ${told.length} ${told.length === 1 ? 'day' : 'days'}`;
  return [element('h4', {}, label), drawTable(label, COLUMNS, [...sums].toSorted(byBill).map(toCells))];
}

function addUp(sums: Sums | undefined, { estimatedUsd, billedUsd, lineItems }: ReconciledModelUsd): Sums {
  if (!sums) return { estimatedUsd, billedUsd, lineItems };
  const isBilled = sums.billedUsd !== undefined && billedUsd !== undefined;
  return {
    estimatedUsd: estimatedUsd === undefined ? sums.estimatedUsd : (sums.estimatedUsd ?? 0) + estimatedUsd,
    billedUsd: isBilled ? (sums.billedUsd ?? 0) + billedUsd : undefined,
    lineItems: sums.lineItems + lineItems,
  };
}

/** The dearest first, what names no model last. */
function byBill([left, ours]: Entry, [right, theirs]: Entry): number {
  if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
  return (theirs.billedUsd ?? 0) - (ours.billedUsd ?? 0);
}

function toCells([model = OTHER, { estimatedUsd, billedUsd, lineItems }]: Entry): readonly string[] {
  const isComparable = estimatedUsd !== undefined && billedUsd !== undefined && billedUsd > 0;
  return [
    model,
    estimatedUsd === undefined ? '–' : toMoney(estimatedUsd),
    toMoney(billedUsd),
    isComparable ? toShare((100 * (billedUsd - estimatedUsd)) / billedUsd) : '–',
    toCount(lineItems),
  ];
}
