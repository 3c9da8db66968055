import { describe, expect, it } from 'vitest';
import type { CapFacts } from '#core/invocation/record.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import { invocationSamples } from '#core/signals/samples.ts';
import { invocationRecord } from '../invocation/sample-records.ts';

const { capRefusals, capFailures } = ownMetrics;

describe('the metrics of caps', () => {
  it.each<[CapFacts | undefined, number, number]>([
    [undefined, 0, 0],
    [{ outcome: 'admitted', charged: 'usage' }, 0, 0],
    [{ outcome: 'admitted', charged: 'reservation' }, 0, 0],
    [{ outcome: 'admitted', charged: 'failed' }, 0, 1],
    [{ outcome: 'refused', by: 'key.dailyUsd' }, 1, 0],
    [{ outcome: 'refused', by: 'tenant.dailyUsd', charged: 'failed' }, 1, 1],
    [{ outcome: 'unpriced' }, 1, 0],
    [{ outcome: 'unpriced', charged: 'nothing' }, 0, 0],
    [{ outcome: 'unchecked' }, 0, 1],
    [{ outcome: 'unchecked', charged: 'usage' }, 0, 1],
  ])('of a call with %j count %i refusals and %i failures', (cap, refusals, failures) => {
    const samples = invocationSamples(invocationRecord({ cap }));

    const sampleOf = ({ metricName }: { readonly metricName: string }): number =>
      samples.find((sample) => sample.metricName === metricName)?.value ?? 0;
    expect([sampleOf(capRefusals), sampleOf(capFailures)]).toEqual([refusals, failures]);
  });
});
