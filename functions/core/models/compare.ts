import { sumUsd } from '../cost/money.ts';
import type { PriceBook } from '../cost/price-book.ts';
import { toPriceKey } from '../cost/price-key.ts';
import type { ObservationWindow } from '../maturity/observation.ts';
import { assumptionsOf } from './assumptions.ts';
import { CONTEXT_WINDOWS } from './context-windows.ts';
import { bothKnown, type Known, known, mapKnown, unknown } from './known.ts';
import { type ListPrice, listPriceOf } from './list-price.ts';
import { estimateMonth, type MonthlyCost, type MonthlyVolume, toVolume } from './monthly.ts';
import type { CompareRequest } from './options.ts';
import type { Quality } from './quality.ts';
import { type TokenTotals, totalOf } from './tokens.ts';
import type { Traffic } from './traffic.ts';
import { priceTraffic } from './traffic-cost.ts';
import { baseModelOf } from './traffic-plan.ts';

/** What the account saw of a model. */
export interface ObservedModel {
  readonly traffic: Known<Traffic>;
  readonly quality: Known<Quality>;
}

/** One of the two models: what the list says and what the account saw. */
export interface ModelSide extends ObservedModel {
  readonly modelId: string;
  readonly baseModel: string;
  readonly listPrice: Known<ListPrice>;
  readonly contextWindowTokens: Known<number>;
  /** Share of input tokens that were read from the prompt cache. */
  readonly cacheHitPercent: Known<number>;
}

/** Two models beside each other. */
export interface ModelComparison {
  readonly schemaVersion: 1;
  readonly comparedAt: string;
  readonly region: string;
  readonly stage: string;
  readonly window: ObservationWindow;
  readonly priceSources: PriceBook['sources'];
  readonly a: ModelSide;
  readonly b: ModelSide;
  /** Model A's real tokens of the window, and what they cost at list price on each. */
  readonly realTraffic: {
    readonly tokens: Known<TokenTotals>;
    readonly onAUsd: Known<number>;
    readonly onBUsd: Known<number>;
    /** B minus A: negative when B is cheaper. */
    readonly differenceUsd: Known<number>;
  };
  readonly month: {
    readonly volume: Known<MonthlyVolume>;
    readonly a: Known<MonthlyCost>;
    readonly b: Known<MonthlyCost>;
  };
  /** What the figures rest on, in sentences. */
  readonly assumptions: readonly string[];
}

/** Everything that a comparison is computed from. */
export interface ComparisonInput {
  readonly request: CompareRequest;
  readonly comparedAt: string;
  readonly region: string;
  readonly stage: string;
  readonly window: ObservationWindow;
  readonly book: PriceBook;
  readonly observed: { readonly a: ObservedModel; readonly b: ObservedModel };
}

/** Compares two models. What is not known of one stays unknown, each figure with its reason. */
export function compareModels(input: ComparisonInput): ModelComparison {
  const { request, comparedAt, region, stage, window, book, observed } = input;
  const a = toSide(request.a, observed.a, input);
  const b = toSide(request.b, observed.b, input);
  const realTraffic = priceReal(a, b, input);
  const month = priceMonth(a, input);
  return {
    schemaVersion: 1,
    ...{ comparedAt, region, stage, window, priceSources: book.sources, a, b, realTraffic, month },
    assumptions: assumptionsOf({ request, a, b, region, volume: month.volume }),
  };
}

function toSide(modelId: string, observed: ObservedModel, { region, book }: ComparisonInput): ModelSide {
  return {
    modelId,
    baseModel: baseModelOf(modelId),
    listPrice: listPriceOf(modelId, region, book),
    contextWindowTokens: contextWindowOf(modelId),
    cacheHitPercent: mapKnown(observed.traffic, ({ tokens }) => mapKnown(tokens, toHitPercent)),
    ...observed,
  };
}

const windows: Readonly<Record<string, number>> = CONTEXT_WINDOWS.tokens;

function contextWindowOf(modelId: string): Known<number> {
  const key = toPriceKey(baseModelOf(modelId));
  const tokens = Object.hasOwn(windows, key) ? windows[key] : undefined;
  return tokens === undefined
    ? unknown(`${CONTEXT_WINDOWS.source} has no context window of ${modelId}.`)
    : known(tokens);
}

function toHitPercent({ input, cacheRead, cacheWrite }: TokenTotals): Known<number> {
  const all = input + cacheRead + cacheWrite;
  return all === 0 ? unknown('No input token was counted.') : known((cacheRead / all) * 100);
}

function priceReal(
  a: ModelSide,
  b: ModelSide,
  { region, book }: ComparisonInput,
): ModelComparison['realTraffic'] {
  const tokens = mapKnown(a.traffic, (traffic) => traffic.tokens);
  const cost = (modelId: string, cacheMayBeLost: boolean): Known<number> =>
    mapKnown(bothKnown(a.traffic, tokens), ([traffic, totals]) => {
      const tokensPerPrompt = promptLength(traffic, totals);
      const request = { modelId, region, tokens: totals, tokensPerPrompt, cacheMayBeLost };
      return mapKnown(priceTraffic(request, book), ({ usd }) => known(usd));
    });
  const [onAUsd, onBUsd] = [cost(a.modelId, false), cost(b.modelId, true)];
  const differenceUsd = mapKnown(bothKnown(onAUsd, onBUsd), ([onA, onB]) => known(sumUsd([onB, -onA])));
  return { tokens, onAUsd, onBUsd, differenceUsd };
}

const promptLength = ({ calls, unmeteredCalls }: Traffic, tokens: TokenTotals): number =>
  Math.round((totalOf(tokens) - tokens.output) / Math.max(1, calls - unmeteredCalls));

function priceMonth(a: ModelSide, { request, region, book }: ComparisonInput): ModelComparison['month'] {
  const observed = mapKnown(a.traffic, (traffic) =>
    mapKnown(traffic.tokens, (tokens) => known({ tokens, tokensPerPrompt: promptLength(traffic, tokens) })),
  );
  const volume = volumeOf(request, observed);
  const estimate = (modelId: string, cacheMayBeLost: boolean) =>
    mapKnown(volume, (tokens) => estimateMonth(modelId, tokens, request, { region, book, cacheMayBeLost }));
  return { volume, a: estimate(request.a, false), b: estimate(request.b, true) };
}

function volumeOf(
  request: CompareRequest,
  observed: Known<{ readonly tokens: TokenTotals; readonly tokensPerPrompt: number }>,
): Known<MonthlyVolume> {
  const seen = observed.status === 'known' ? observed.value : undefined;
  const total = request.monthTokens ?? (seen && totalOf(seen.tokens));
  if (total !== undefined) return known(toVolume(total, request, seen));
  return unknown('Model A had no traffic to go by: give the tokens of a month (monthTokens, --month).');
}
