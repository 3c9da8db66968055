import type { SignalDefinition } from '../definition.ts';
import { fromOutlook, outlookFigure } from './columns.ts';

/** What the daily outlook says of the days ahead. A day on which something is not determined has no datapoint. */
export const outlook = {
  quotaExhaustedInDays: {
    ...outlookFigure,
    title: 'Days until a token quota is used up',
    description:
      'Days until the busiest hour of a model is predicted to use its whole tokens-per-minute quota; of several models the first.',
    level: 4,
    metricName: 'QuotaExhaustedInDays',
    goodDirection: 'up',
    emitter: fromOutlook(({ quotaExhaustedInDays }) => quotaExhaustedInDays),
  },
  budgetExhaustedInDays: {
    ...outlookFigure,
    title: 'Days until the budget is used up',
    description: "Days until this month's cost is predicted to reach the monthly budget.",
    level: 4,
    metricName: 'BudgetExhaustedInDays',
    goodDirection: 'up',
    emitter: fromOutlook(({ budgetExhaustedInDays }) => budgetExhaustedInDays),
  },
  forecastCostUsd: {
    ...outlookFigure,
    title: 'Predicted cost of the month',
    description: "This month's cost in USD: what was recorded so far and what is predicted up to its end.",
    level: 4,
    metricName: 'ForecastCostUsd',
    goodDirection: 'neutral',
    tellsCost: true,
    emitter: fromOutlook(({ forecastCostUsd }) => forecastCostUsd),
  },
} as const satisfies Record<string, SignalDefinition>;
