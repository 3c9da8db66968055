import { toUsd } from '../../cost/money.ts';
import type { ReconciledStage, SignalDefinition, SignalEmitter } from '../definition.ts';
import { counter } from './columns.ts';

const fromReconciliation = (value: (day: ReconciledStage) => number | undefined) =>
  ({ from: 'reconciliation', value }) as const satisfies SignalEmitter;

/** One value a day, of the newest day that was compared with the bill. */
const daily = { ...counter, unit: 'None', statistics: ['Maximum'], level: 4 } as const;

/** Costs that no bill tells of are too far from it, though in no percent of it: the bill was not found. */
function isExceeded(day: ReconciledStage): number | undefined {
  const { differencePercent, maxDifferencePercent, billedPicodollars, estimatedPicodollars } = day;
  if (differencePercent !== undefined) return Number(Math.abs(differencePercent) > maxDifferencePercent);
  return billedPicodollars <= 0n && estimatedPicodollars > 0n ? 1 : undefined;
}

/** What AWS billed beside what Waymark estimated. */
export const reconciliationSignals = {
  billedCostUsd: {
    ...daily,
    title: 'Billed cost of a day in USD',
    description:
      'What the bill (CUR 2.0 export, else Cost Explorer) says that Bedrock cost in this Region, two days ago.',
    metricName: 'BilledCostUsd',
    goodDirection: 'neutral',
    tellsCost: true,
    emitter: fromReconciliation(({ billedPicodollars }) => toUsd(billedPicodollars)),
  },
  costDifference: {
    ...daily,
    unit: 'Percent',
    title: 'Difference between bill and estimate',
    description: 'Share of the bill that the estimate does not explain; below zero when it is too high.',
    metricName: 'CostDifferencePercent',
    goodDirection: 'neutral',
    emitter: fromReconciliation(({ differencePercent }) => differencePercent),
  },
  costDifferenceExceeded: {
    ...daily,
    unit: 'Count',
    title: 'Bill and estimate too far apart',
    description:
      'Days whose difference, up or down, is beyond the setting cost.maxDifferencePercent, or with costs and no bill.',
    metricName: 'CostDifferenceExceeded',
    goodDirection: 'down',
    silence: 'no_data', // the comparison is off until a setting turns it on
    emitter: fromReconciliation(isExceeded),
  },
} as const satisfies Record<string, SignalDefinition>;
