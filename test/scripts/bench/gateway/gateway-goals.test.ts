import { describe, expect, it } from 'vitest';
import type { Figures } from '#scripts/bench/gateway/figures.ts';
import { toGoals } from '#scripts/bench/gateway/gateway-goals.ts';
import { HANDLER } from '#scripts/bench/gateway/paths.ts';
import { PORTKEY } from '#scripts/bench/gateway/portkey.ts';
import { verdict } from '#scripts/bench/goals.ts';
import { FIGURES, toLatencyRow } from './figures.ts';

const goalOf = (name: string, figures: Figures = FIGURES) => {
  const goal = toGoals(figures).find((each) => each.name === name);
  if (!goal) throw new Error(`There is no goal "${name}".`);
  return { value: goal.value, verdict: verdict(goal) };
};

describe('toGoals', () => {
  it('holds the handler against its own client, and against Portkey', () => {
    expect(goalOf('handler over raw p50, buffered, record written')).toEqual({ value: 0.2, verdict: 'met' });
    expect(goalOf('added p50 of Portkey / of the handler, buffered, record written').value).toBeCloseTo(6);
    expect(goalOf('the same, buffered, both behind an HTTP server').value).toBeCloseTo(4.8);
  });

  it('holds the complete answer, which comes before the record, to the same limits', () => {
    expect(goalOf('handler over raw p50, buffered, answer complete')).toEqual({ value: 0.1, verdict: 'met' });
    expect(goalOf('handler over raw p99, buffered, answer complete')).toEqual({ value: 0.9, verdict: 'met' });
    expect(goalOf('added p50 of Portkey / of the handler, buffered, answer complete').value).toBeCloseTo(12);
  });

  it('looks at one caller only', () => {
    const crowd = toLatencyRow(HANDLER, 40, { concurrency: 50 });

    expect(
      goalOf('handler over raw p50, buffered, record written', { ...FIGURES, latency: [crowd] }).verdict,
    ).toBe('not measured');
  });

  it('counts what was not measured as neither met nor missed', () => {
    const latency = FIGURES.latency.filter(({ path }) => path !== PORTKEY);

    expect(
      goalOf('added p50 of Portkey / of the handler, buffered, record written', { ...FIGURES, latency })
        .verdict,
    ).toBe('not measured');
    expect(goalOf('handler over raw p50, streaming, record written').verdict).toBe('not measured');
  });

  it('measures sizes in kilobytes and start-up over bare node', () => {
    expect(goalOf('gateway bundle, all files')).toEqual({ value: 99.9, verdict: 'met' });
    expect(goalOf('gateway bundle, loaded before the first answer')).toEqual({
      value: 74.2,
      verdict: 'met',
    });
    expect(goalOf('log line, streaming')).toEqual({ value: 1.201, verdict: 'missed' });
    expect(goalOf('process start to first response, over bare node')).toEqual({ value: 40, verdict: 'met' });
  });

  it('judges memory only over as many calls as the goal says', () => {
    const { memory, ...others } = FIGURES;
    const short = memory && {
      ...FIGURES,
      memory: { ...memory, samples: memory.samples.map((sample) => ({ ...sample, calls: 10_000 })) },
    };

    expect(goalOf('memory growth over 100,000 calls').verdict).toBe('met');
    expect(goalOf('memory growth over 100,000 calls', short).verdict).toBe('not measured');
    expect(goalOf('memory growth over 100,000 calls', others).verdict).toBe('not measured');
  });
});
