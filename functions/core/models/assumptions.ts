import { toNumber, toPercent } from '../maturity/wording.ts';
import type { ModelSide } from './compare.ts';
import type { Known } from './known.ts';
import type { MonthlyVolume } from './monthly.ts';
import type { CompareRequest } from './options.ts';

interface Ground {
  readonly request: CompareRequest;
  readonly a: ModelSide;
  readonly b: ModelSide;
  readonly region: string;
  readonly volume: Known<MonthlyVolume>;
}

/** What every comparison rests on. */
const ALWAYS: readonly string[] = [
  'Both models are given the same token counts. Tokenizers differ: the same text may be more or fewer tokens on the other model, and its answers may be longer or shorter.',
  'Prices are on-demand list prices of the standard tier, without discounts, commitments or taxes; cache writes at the price of five minutes.',
  'The real traffic is that of the window of 30 days, today included, whichever profile the calls were made with; it is priced as if all had been made with the id that was given.',
  'Durations are the median over the days of each day’s percentile, of the busiest operation or id; the other model’s were measured on its own traffic, not on the same prompts.',
];

/** What a comparison rests on, in sentences. */
export function assumptionsOf(ground: Ground): readonly string[] {
  return [...ALWAYS, ...ofVolume(ground), ...ofFormula(ground), ...ofCache(ground), ...ofTraffic(ground)];
}

function ofVolume({ volume, request }: Ground): readonly string[] {
  if (volume.status === 'unknown') return [];
  const { mix } = volume.value;
  if (mix === 'assumed')
    return [
      `Of the month’s tokens ${toPercent(request.inputShare)} are input, as model A has no traffic to take the mix from (inputShare).`,
    ];
  return request.monthTokens === undefined
    ? ['The month is as the window was.']
    : ['The month’s tokens have the mix of model A’s real traffic.'];
}

function ofFormula({ request }: Ground): readonly string[] {
  const { infrastructureUsd, infrastructureShare, trainingUsd, customisationShare } = request;
  return [
    infrastructureUsd === undefined
      ? `Infrastructure is ${toPercent(infrastructureShare)} of inference (infrastructureShare; the formula of document 000 takes 30 %).`
      : `Infrastructure is ${toNumber(infrastructureUsd)} USD a month, as given.`,
    trainingUsd === 0
      ? 'Neither model is customised (trainingUsd).'
      : `Customisation is ${toPercent(customisationShare)} of ${toNumber(trainingUsd)} USD of training a month (customisationShare, trainingUsd).`,
  ];
}

function ofCache({ a, b }: Ground): readonly string[] {
  if (a.traffic.status === 'unknown' || b.listPrice.status === 'unknown') return [];
  const { tokens } = a.traffic.value;
  if (tokens.status === 'unknown') return [];
  const { cacheRead, cacheWrite } = b.listPrice.value;
  const isLost =
    (tokens.value.cacheRead > 0 && cacheRead.status === 'unknown') ||
    (tokens.value.cacheWrite > 0 && cacheWrite.status === 'unknown');
  if (!isLost) return [];
  return [
    `The price table lacks a cache price of ${b.modelId}: cached tokens of A without one are priced as plain input there.`,
  ];
}

function ofTraffic({ a, b }: Ground): readonly string[] {
  return [a, b].flatMap(({ traffic, modelId, listPrice }) => {
    const over = listPrice.status === 'known' ? listPrice.value.longPromptOver : [];
    const tiers =
      over.length === 0
        ? []
        : [
            `Long prompts cost more on ${modelId}: which price holds was judged by the mean length of a prompt.`,
          ];
    if (traffic.status === 'unknown') return tiers;
    const { source, unmeteredCalls, calls } = traffic.value;
    return [
      ...tiers,
      source === 'gateway'
        ? `What is said of ${modelId}’s traffic the gateway counted.`
        : `What is said of ${modelId}’s traffic AWS counted; that it counts cached tokens apart is unverified.`,
      ...(unmeteredCalls > 0
        ? [
            `${toNumber(unmeteredCalls)} of ${toNumber(calls)} calls of ${modelId} carried no token counts; they are in no cost.`,
          ]
        : []),
    ];
  });
}
