import { toCount, toNumber } from '../../maturity/wording.ts';
import type { CountedModel } from '../../spending/counted.ts';
import type { CountedSpending, RecordedSpending } from '../../spending/spending.ts';
import type { Cell } from './block.ts';
import { toMoney, toMoneyOr } from './money-words.ts';

/** Models that a report names; the JSON beside it has all. */
const NAMED_MODELS = 12;

/** What AWS's own metrics come to, in words. */
export interface CountedWords {
  /** In a sentence. */
  readonly total: string;
  readonly rows: readonly (readonly Cell[])[];
  /** What the estimate rests on. */
  readonly notes: readonly string[];
}

/** Words for an estimate that nobody had to deploy anything for. */
export function countedWords({ models, costUsd, unpricedCalls, prices }: CountedSpending): CountedWords {
  const rest = models.slice(NAMED_MODELS);
  return {
    total: describeCounted({ costUsd, unpricedCalls }),
    rows: models.slice(0, NAMED_MODELS).map(toRow),
    notes: [
      ...models.flatMap(({ reason }) => reason ?? []).slice(0, NAMED_MODELS),
      ...(rest.length === 0
        ? []
        : [`${toCount(rest.length, 'more model id')} in the JSON beside this report.`]),
      'On demand, standard tier: batch, provisioned throughput, discounts and guardrails are not seen. Prompts are taken to be of average length, and cache writes to be kept for five minutes.',
      'Calls of the endpoint bedrock-mantle are counted apart and are not in it; neither are models that nobody called in the last two weeks of the window.',
      `Prices: ${prices.map(({ source, date }) => `${source}, ${date}`).join('; ')}.`,
    ],
  };
}

/** The estimate in a sentence. */
export function describeCounted({
  costUsd,
  unpricedCalls,
}: Pick<CountedSpending, 'costUsd' | 'unpricedCalls'>): string {
  const missing =
    unpricedCalls === 0 ? '' : ` ${toCount(unpricedCalls, 'call')} of models without a price are not in it.`;
  return `${toMoneyOr(costUsd, 'An unknown amount')}, estimated: all tokens that CloudWatch counted for the account and Region in the window, through Waymark or not, times their list price.${missing}`;
}

/** How the estimate stands to what was recorded, and what makes the difference. */
export function compareCounted(
  { costUsd: counted }: Pick<CountedSpending, 'costUsd'>,
  { total, window }: Pick<RecordedSpending, 'total' | 'window'>,
): string {
  const { costUsd: recorded, unpricedCalls } = total;
  if (counted === undefined || recorded === undefined) return 'What was recorded cannot be held against it.';
  if (counted < recorded)
    return `That is ${toMoney(recorded - counted)} less than was recorded: guardrails are billed by text, which only the records have.`;
  const others = [
    ...(window.missingDays.length > 0 ? ['the days that were not added up'] : []),
    ...(unpricedCalls > 0 ? ['recorded calls without a price'] : []),
  ];
  // the records are added up a few times a day, AWS counts at once: no difference proves a call past Waymark
  const why = [...others, 'calls past Waymark or since the newest sum'].join(', ');
  return `That is ${toMoney(counted - recorded)} more than was recorded. In it may be: ${why}.`;
}

function toRow(model: CountedModel): readonly Cell[] {
  const { modelId, calls, inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = model;
  return [
    modelId,
    toMoneyOr(model.costUsd),
    toNumber(inputTokens),
    toNumber(outputTokens),
    `${toNumber(cacheReadInputTokens)} / ${toNumber(cacheWriteInputTokens)}`,
    toNumber(calls),
  ];
}
