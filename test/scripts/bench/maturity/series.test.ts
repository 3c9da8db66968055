import { afterAll, describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import { observe } from '#functions/maturity/observe.ts';
import { benchAccount } from '#scripts/bench/maturity/account.ts';
import { SETTINGS } from '#scripts/bench/maturity/assessment-run.ts';
import { createWaitlessClock } from '#scripts/bench/maturity/clocks.ts';
import { measureReports } from '#scripts/bench/maturity/report-size.ts';
import { fillAccount, seriesOfAccount } from '#scripts/bench/maturity/series.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION, startEmbeddedAws } from '#scripts/local/aws/server.ts';

const clock = createWaitlessClock();
const aws = await startEmbeddedAws({ account: benchAccount(), wallClock: clock.monotonicMs });
afterAll(() => aws.close());

describe('seriesOfAccount', () => {
  it.each([1, 10, 1_000])('gives %i series, each once', (count) => {
    const series = seriesOfAccount(count);

    expect(series).toHaveLength(count);
    expect(new Set(series.map((each) => JSON.stringify(each))).size).toBe(count);
  });
});

describe('a filled account', () => {
  it('is read whole: nothing that can be collected is missing', async () => {
    fillAccount(aws, { series: 40, nowMs: Date.now() });
    const { endpoint } = aws;
    const options = { region: LOCAL_REGION, endpoint, credentials: LOCAL_CREDENTIALS, clock };

    const set = await observe(createLiveEvidence(options), SETTINGS);

    const silent = set.observations.filter(
      ({ reading }) =>
        reading.status === 'no_data' || (reading.status === 'unknown' && reading.reason !== 'not_collected'),
    );
    expect(silent).toEqual([]);
    expect(assess(set).criteria.filter(({ missingPermissions }) => missingPermissions.length > 0)).toEqual(
      [],
    );
    const [read, refused] = measureReports(set);
    expect(read?.html).toBeGreaterThan(50_000);
    expect(refused?.html).not.toBe(read?.html);
  });
});
