import { describe, expect, it } from 'vitest';
import { createMetricStore } from '#scripts/local/aws/cloudwatch/metric-store.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOW_MS = Date.parse('2026-11-21T00:00:00Z');
const METRIC = { namespace: 'Waymark', metricName: 'Requests', dimensions: [] };

describe('what CloudWatch keeps', () => {
  it.each([
    { periodMs: MINUTE_MS, days: 15 },
    { periodMs: 5 * MINUTE_MS, days: 63 },
    { periodMs: 60 * MINUTE_MS, days: 455 },
    { periodMs: DAY_MS, days: 455 },
  ])('of periods of $periodMs ms are $days days', ({ periodMs, days }) => {
    let nowMs = NOW_MS - 500 * DAY_MS;
    const store = createMetricStore({ now: () => nowMs });
    const record = store.open(METRIC);
    for (; nowMs < NOW_MS; nowMs += DAY_MS) record(nowMs, 1);
    const window = { startMs: NOW_MS - 500 * DAY_MS, endMs: NOW_MS, periodMs };

    const points = store.query(METRIC, window, ({ values }) => values.get(1));

    expect(points.size).toBe(days);
    expect(Math.min(...points.keys())).toBe(NOW_MS - days * DAY_MS);
  });
});
