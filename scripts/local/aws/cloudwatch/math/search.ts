import type { MetricIdentity, MetricStore, Window } from '../metric-store.ts';
import { findStatistic } from '../statistic.ts';
import type { Search } from './expression.ts';
import { compileSearch } from './search-query.ts';
import type { Series } from './series.ts';

// user guide, "Using search expressions in graphs": up to 500 series, of metrics with data in the last two weeks
const MOST_SERIES = 500;
const TWO_WEEKS_MS = 14 * 24 * 60 * 60_000;

/** Series of all metrics that a `SEARCH` finds, by their labels. */
export function search(
  store: MetricStore,
  { query, statistic }: Search,
  { window, nowMs }: { readonly window: Window; readonly nowMs: number },
): readonly Series[] {
  const [matches, compute] = [compileSearch(query), findStatistic(statistic)];
  const found = store
    .list(nowMs - TWO_WEEKS_MS)
    .filter(matches)
    .slice(0, MOST_SERIES);
  const labels = labelsOf(found);
  return found
    .map((metric, at) => ({
      points: store.query(metric, window, compute),
      origin: { label: labels[at] ?? '', metric, statistic, periodMs: window.periodMs },
    }))
    .sort((left, right) => (left.origin.label < right.origin.label ? -1 : 1));
}

/** What sets the metrics apart: names and values that not all share. That AWS's labels are so is unverified. */
function labelsOf(metrics: readonly MetricIdentity[]): readonly string[] {
  const texts = metrics.map(({ namespace, metricName, dimensions }) => [
    namespace,
    metricName,
    ...dimensions.map(({ value }) => value),
  ]);
  const isShared = (text: string, at: number): boolean => texts.every((other) => other[at] === text);
  return texts.map((own) => own.filter((text, at) => !isShared(text, at)).join(' ') || (own[1] ?? ''));
}
