import { FACTS } from '#core/maturity/facts.ts';
import type { MetricQuery, MetricResult } from '#core/maturity/metric-plan.ts';
import type { ObservationSet, ObservationWindow, UnknownReading } from '#core/maturity/observation.ts';
import { DAY_MS } from '#core/maturity/window.ts';
import { FORECAST_DAYS, HISTORY_DAYS, type OutlookInput } from '#core/outlook/input.ts';
import type { Outlook } from '#core/outlook/outlook.ts';
import { COST, TOKENS, UNPRICED_ROW } from '#core/outlook/series.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import type { OwnMetric } from '#core/signals/definition.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import type { QuotaReader } from '#functions/outlook-ports.ts';
import type { LogReader, MetricReader } from '#functions/ports.ts';
import { readActiveDays } from './active-days.ts';

/** What an outlook is read through. Nothing here throws. */
export interface OutlookReaders {
  readonly metrics: MetricReader;
  readonly logs: LogReader;
  readonly quotas: QuotaReader;
}

/** What an outlook takes from the settings. */
export interface OutlookSettings {
  readonly stage: string;
  readonly gatewayLogGroup?: string | undefined;
  readonly monthlyBudgetUsd?: number | undefined;
  /** By model id. */
  readonly tokensPerMinuteQuotas: Readonly<Record<string, number>>;
}

/** What is looked ahead from. */
export interface OutlookRequest {
  readonly set: ObservationSet;
  /** The newest outlook before: who was active on its days is not asked again. */
  readonly previous: Outlook | undefined;
  readonly signal: AbortSignal;
}

const HOUR_SECONDS = 3_600;
const ROWS: ReadonlyMap<string, OwnMetric> = new Map(Object.entries(ownMetrics));

/** Reads what an outlook is computed from: whole days, the last of them yesterday. */
export async function gatherOutlook(
  readers: OutlookReaders,
  settings: OutlookSettings,
  { set, previous, signal }: OutlookRequest,
): Promise<OutlookInput> {
  const window = wholeDaysBefore(set.observedAt, HISTORY_DAYS);
  const request = { window, signal, stage: settings.stage };
  const [daily, use, active] = await Promise.all([
    readDaily(readers.metrics, request),
    readQuotaUse(readers, { ...request, ownQuotas: settings.tokensPerMinuteQuotas }),
    readActiveDays(readers.logs, { logGroup: settings.gatewayLogGroup, window, previous, signal }),
  ]);
  return {
    observedAt: set.observedAt,
    scope: set.scope,
    window,
    daily,
    ...use,
    ownQuotas: settings.tokensPerMinuteQuotas,
    budget: readBudget(settings, set),
    active,
  };
}

function wholeDaysBefore(instant: string, days: number): ObservationWindow {
  const endMs = Math.floor(Date.parse(instant) / DAY_MS) * DAY_MS;
  return { start: new Date(endMs - days * DAY_MS).toISOString(), end: new Date(endMs).toISOString() };
}

interface MetricRequest {
  readonly window: ObservationWindow;
  readonly signal: AbortSignal;
  readonly stage: string;
}

/** One GetMetricData call: a handful of series, a datapoint a day. */
async function readDaily(
  metrics: MetricReader,
  { window, signal, stage }: MetricRequest,
): Promise<ReadonlyMap<string, MetricResult>> {
  const rows = [...TOKENS.of, ...COST.of, UNPRICED_ROW].flatMap((id) => {
    const row = ROWS.get(id);
    return row ? [{ id, row }] : [];
  });
  const queries = rows.map(({ row: { namespace, metricName } }): MetricQuery => {
    return { namespace, metricName, dimensions: { Stage: stage }, statistic: 'Sum' };
  });
  const results = await metrics.read(queries, window, signal);
  return new Map(rows.flatMap(({ id }, index) => (results[index] ? [[id, results[index]]] : [])));
}

/** Models with quota use in the last two weeks, their hours, and the quotas where the settings do not say them all. */
async function readQuotaUse(
  { metrics, quotas }: OutlookReaders,
  {
    window,
    signal,
    ownQuotas,
  }: MetricRequest & { readonly ownQuotas: OutlookSettings['tokensPerMinuteQuotas'] },
): Promise<Pick<OutlookInput, 'quotaUse' | 'quotas'>> {
  const { namespace, metricName } = catalogue.tokenQuotaUse;
  const listing = await metrics.list(namespace, metricName, signal);
  if (listing.status === 'unknown') return { quotaUse: listing, quotas: NOT_READ };
  const models = listing.metrics.flatMap(({ dimensions: { ModelId: modelId, ...others } }) =>
    modelId !== undefined && Object.keys(others).length === 0 ? [modelId] : [],
  );
  const hours = models.map((modelId): MetricQuery => {
    const dimensions = { ModelId: modelId };
    return { namespace, metricName, dimensions, statistic: 'Sum', periodSeconds: HOUR_SECONDS };
  });
  const needsQuotas = models.some((modelId) => !Object.hasOwn(ownQuotas, modelId));
  const [results, known] = await Promise.all([
    hours.length === 0 ? [] : metrics.read(hours, lastDays(window, FORECAST_DAYS), signal),
    needsQuotas ? quotas.read(signal) : NOT_READ,
  ]);
  return {
    quotaUse: {
      status: 'known',
      models: models.flatMap((modelId, index) =>
        results[index] ? [{ modelId, result: results[index] }] : [],
      ),
    },
    quotas: known,
  };
}

const NOT_READ: UnknownReading = {
  status: 'unknown',
  reason: 'not_collected',
  detail: 'The quotas were not read: no model needs them.',
};

const lastDays = ({ end }: ObservationWindow, days: number): ObservationWindow => ({
  start: new Date(Date.parse(end) - days * DAY_MS).toISOString(),
  end,
});

/** The setting's budget, or the account's own for Bedrock alone. */
function readBudget(
  { monthlyBudgetUsd }: OutlookSettings,
  { observations }: ObservationSet,
): OutlookInput['budget'] {
  if (monthlyBudgetUsd !== undefined)
    return { status: 'known', monthlyUsd: monthlyBudgetUsd, source: 'outlook.monthlyBudgetUsd' };
  const fact = observations.find(({ kind, id }) => kind === 'fact' && id === 'budgets');
  if (fact?.kind !== 'fact') return NO_BUDGET;
  if (fact.reading.status === 'unknown') return fact.reading;
  const { bedrockMonthlyUsd } = FACTS.budgets.safeParse(fact.reading.value).data ?? {};
  return bedrockMonthlyUsd === undefined
    ? NO_BUDGET
    : { status: 'known', monthlyUsd: bedrockMonthlyUsd, source: 'AWS Budgets' };
}

const NO_BUDGET: UnknownReading = {
  status: 'unknown',
  reason: 'not_collected',
  detail:
    'There is no monthly budget: name one in the setting outlook.monthlyBudgetUsd, or make an AWS budget in USD on Bedrock alone.',
};
