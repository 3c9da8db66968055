import { forecastDaily } from '../forecast/forecast.ts';
import { type DailyValues, undetermined } from '../forecast/series.ts';
import { DAY_MS } from '../maturity/window.ts';
import { rounded } from './days.ts';
import { FORECAST_DAYS, HORIZON_DAYS, type HourlyUse, type OutlookInput } from './input.ts';
import type { QuotaOutlook, Verdict } from './outlook.ts';
import { quotaOf } from './quota-name.ts';
import { toHistory, toResult } from './series.ts';
import { toVerdict } from './verdict.ts';

/** Models that are shown, those closest to their quota first: a report is no list of all models. */
const MOST_MODELS = 10;
const MINUTES = 60;

/** Every model's busiest hour of the day against its quota. */
export function lookAtQuotas(input: OutlookInput, today: string): readonly QuotaOutlook[] {
  if (input.quotaUse.status === 'unknown') return [];
  return input.quotaUse.models
    .map((use) => lookAtModel(use, input, today))
    .toSorted((left, right) => urgencyOf(left) - urgencyOf(right) || (left.modelId < right.modelId ? -1 : 1))
    .slice(0, MOST_MODELS);
}

function lookAtModel(use: HourlyUse, input: OutlookInput, today: string): QuotaOutlook {
  const { modelId, result } = use;
  const values = result.status === 'known' ? busiestHours(result.points, today) : [];
  const forecast =
    result.status === 'known' ? forecastDaily(values, HORIZON_DAYS) : undetermined(result.detail);
  const quota = findQuota(modelId, input);
  const verdict = ((): Verdict => {
    if ('status' in quota) return quota;
    if (forecast.status === 'undetermined') return forecast;
    return toVerdict(forecast.days, quota.tokensPerMinute, today);
  })();
  return {
    modelId,
    ...('status' in quota ? {} : quota),
    history: toHistory(values, input.window),
    forecast: toResult(forecast),
    verdict,
  };
}

/**
 * Tokens a minute of each day's busiest hour, on average over that hour: CloudWatch keeps minutes for 15 days only. A
 * minute within it may be busier, so that a quota is met no later than this says.
 */
function busiestHours(
  points: readonly { readonly startMs: number; readonly value: number }[],
  today: string,
): DailyValues {
  const firstMs = Date.parse(today) - FORECAST_DAYS * DAY_MS;
  const days = Array.from<number | null>({ length: FORECAST_DAYS }).fill(null);
  for (const { startMs, value } of points) {
    const day = Math.floor((startMs - firstMs) / DAY_MS);
    const before = days[day];
    if (before !== undefined) days[day] = Math.max(before ?? 0, value / MINUTES);
  }
  return days.map((value) => (value === null ? null : rounded(value)));
}

function findQuota(modelId: string, { quotas, ownQuotas }: OutlookInput) {
  const own = Object.hasOwn(ownQuotas, modelId) ? ownQuotas[modelId] : undefined;
  if (own !== undefined) return { tokensPerMinute: own, source: 'outlook.tokensPerMinuteQuotas' };
  if (quotas.status === 'unknown') return undetermined(quotas.detail);
  const found = quotaOf(modelId, quotas.quotas);
  if (found) return { tokensPerMinute: found.value, source: found.name };
  return undetermined(NO_QUOTA);
}

const NO_QUOTA =
  'No quota of Service Quotas could be told to be its own; name it in the setting outlook.tokensPerMinuteQuotas.';

/** Days until it is used up; what is not used up comes after, what is unknown last. */
function urgencyOf({ verdict }: QuotaOutlook): number {
  if (verdict.status === 'reached') return verdict.inDays;
  return verdict.status === 'not_reached' ? HORIZON_DAYS + 1 : HORIZON_DAYS + 2;
}
