import { fromUsd, sumUsd, toUsd } from '../cost/money.ts';
import type { PriceBook } from '../cost/price-book.ts';
import { type Known, known, mapKnown } from './known.ts';
import type { CompareRequest } from './options.ts';
import { scaleTo, type TokenTotals, totalOf } from './tokens.ts';
import { priceTraffic } from './traffic-cost.ts';

/** What a month costs, by the three parts of document 000's formula. */
export interface MonthlyCost {
  readonly inferenceUsd: number;
  readonly customisationUsd: number;
  readonly infrastructureUsd: number;
  readonly totalUsd: number;
}

/** The tokens of the month that is estimated. */
export interface MonthlyVolume {
  readonly tokens: TokenTotals;
  readonly tokensPerPrompt: number;
  /** `observed`: model A's own mix; `assumed`: the share of input that was given. */
  readonly mix: 'observed' | 'assumed';
}

/** A volume's tokens by the mix that was observed, or by the share that was assumed. */
export function toVolume(
  total: number,
  { inputShare }: Pick<CompareRequest, 'inputShare'>,
  observed: { readonly tokens: TokenTotals; readonly tokensPerPrompt: number } | undefined,
): MonthlyVolume {
  if (observed !== undefined && totalOf(observed.tokens) > 0)
    return {
      tokens: scaleTo(total, observed.tokens),
      tokensPerPrompt: observed.tokensPerPrompt,
      mix: 'observed',
    };
  const input = Math.round(total * inputShare);
  const tokens = { input, output: total - input, cacheRead: 0, cacheWrite: 0 };
  return { tokens, tokensPerPrompt: 0, mix: 'assumed' };
}

/** What the volume costs on a model; unknown as soon as its inference has no price. */
export function estimateMonth(
  modelId: string,
  volume: MonthlyVolume,
  request: CompareRequest,
  {
    region,
    book,
    cacheMayBeLost,
  }: { readonly region: string; readonly book: PriceBook; readonly cacheMayBeLost: boolean },
): Known<MonthlyCost> {
  const { tokens, tokensPerPrompt } = volume;
  const inference = priceTraffic({ modelId, region, tokens, tokensPerPrompt, cacheMayBeLost }, book);
  return mapKnown(inference, ({ usd: inferenceUsd }) => {
    const customisationUsd = toExact(request.trainingUsd * request.customisationShare);
    const infrastructureUsd =
      request.infrastructureUsd ?? toExact(inferenceUsd * request.infrastructureShare);
    const totalUsd = sumUsd([inferenceUsd, customisationUsd, infrastructureUsd]);
    return known({ inferenceUsd, customisationUsd, infrastructureUsd, totalUsd });
  });
}

/** Without what a product of doubles leaves behind the twelfth decimal. */
const toExact = (usd: number): number => toUsd(fromUsd(usd));
