import type { Outlook, SeriesOutlook } from '../../outlook/outlook.ts';
import type { Spending } from '../../spending/spending.ts';
import { describeBudget } from '../outlook/words.ts';

/** The month as the outlook has it. Calls without a price are told once: with what was recorded, where that is known. */
export function describeMonthAhead({ budget }: Outlook, spending: Spending | undefined): string {
  const isTold = spending?.recorded.status === 'known';
  return describeBudget(isTold ? { ...budget, unpricedCalls: 0 } : budget).join(' ');
}

/** Cost by the day, where the outlook has it. */
export const costSeries = ({ series }: Outlook): SeriesOutlook | undefined =>
  series.find(({ id }) => id === 'cost');
