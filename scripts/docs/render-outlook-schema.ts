import { Outlook } from '#core/outlook/outlook.ts';
import { type Descriptions, renderSchema } from './render-schema.ts';

const DESCRIPTIONS: Descriptions = {
  computedAt: 'When the history was read, UTC.',
  today: 'The first day that is predicted: the history ends with the day before.',
  series: 'Forecasts of daily amounts.',
  'series.history': 'Known days from the first one on; null is an unknown day, never a zero.',
  'series.forecast':
    'The days after the history, null for a day of the week without any data; or why there is no forecast.',
  'series.next': 'The sum of the first predicted days with its own interval.',
  quotas: 'Tokens a minute of the busiest hour of each day, on average over that hour, by model.',
  'quotas.tokensPerMinute': 'Absent when no quota could be told to be that of the model.',
  'quotas.verdict': 'When the quota is used up, in days from today; or why that is undetermined.',
  quotasUnknown: 'Why no quota is looked at.',
  budget: "This month's recorded and predicted cost against the monthly budget.",
  'budget.spentUsd': 'Recorded up to the end of yesterday.',
  'budget.monthUsd': 'The whole month. Absent when the history is too short to look as far ahead.',
  adoption:
    'S-curves L / (1 + e^(-k (t - t0))) of weekly means; refused where the data does not determine them.',
};

/** The JSON Schema of an outlook. */
export function renderOutlookSchema(): string {
  return renderSchema(Outlook, {
    title: 'Waymark outlook',
    description:
      'Forecasts, quotas, budget and adoption, each with its uncertainty or why it is undetermined.',
    descriptions: DESCRIPTIONS,
  });
}
