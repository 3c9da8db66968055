import { describe, expect, it } from 'vitest';
import { problemsOf } from '#scripts/bench/gateway/figures.ts';
import { HANDLER } from '#scripts/bench/gateway/paths.ts';
import { toJson, toText } from '#scripts/bench/gateway/report.ts';
import { FIGURES, toLatencyRow } from './figures.ts';

const STREAMED = toLatencyRow(HANDLER, 0.3, { mode: 'streaming', firstByteP50Ms: 0.125, p50Ms: 0.875 });

describe('toText', () => {
  it('shows every goal with its verdict, and how many are met', () => {
    const text = toText(FIGURES);

    expect(text).toMatch(/\| gateway bundle, all files +\| +99\.90 \| at most 100 KB +\| met +\|/);
    expect(text).toMatch(/\| log line, streaming +\| +1\.20 \| at most 1\.2 KB +\| missed +\|/);
    expect(text).toMatch(
      /\| handler over raw p50, streaming, record written +\| +- \| .* \| not measured \|/,
    );
    expect(text).toContain('20 goals: 12 met, 1 missed, 7 not measured.');
  });

  it('gives streams a time to the first byte beside the total', () => {
    const [buffered = '', streaming = ''] = toText({ ...FIGURES, latency: [...FIGURES.latency, STREAMED] })
      .split('Buffered, ms:')
      .at(-1)
      ?.split('Streaming, ms:') ?? [''];

    expect(buffered).not.toContain('first byte');
    expect(streaming).toMatch(/\| +1 \| gateway handler \| +0\.125 \| +0\.200 \| .* 0\.875 \|/);
  });

  it('says what was left out', () => {
    const leftOut = [{ path: 'local stack', reason: 'an option said so.', isFailure: false }];

    expect(toText({ ...FIGURES, leftOut })).toContain('local stack was left out: an option said so.');
  });
});

describe('toJson', () => {
  it('is one line with the figures and the verdicts', () => {
    const json = toJson(FIGURES);
    const parsed = JSON.parse(json);

    expect(json).not.toContain('\n');
    expect(parsed).toMatchObject({ benchmark: 'gateway', bundleBytes: 99_900, machine: { cores: 4 } });
    expect(parsed.goals[0]).toMatchObject({
      name: 'handler over raw p50, buffered, answer complete',
      verdict: 'met',
    });
  });
});

describe('problemsOf', () => {
  it('finds none in a complete run, even when goals are missed', () => {
    const leftOut = [{ path: 'local stack', reason: 'an option said so.', isFailure: false }];

    expect(problemsOf({ ...FIGURES, leftOut })).toEqual([]);
  });

  it('names failed calls and paths that could not be started', () => {
    const latency = [toLatencyRow(HANDLER, 0.2, { failures: 3 })];
    const leftOut = [{ path: 'Portkey', reason: 'no registry.', isFailure: true }];

    expect(problemsOf({ ...FIGURES, latency, leftOut })).toEqual([
      '3 calls failed: the figures of their rows mean nothing.',
      'Portkey was not measured: no registry.',
    ]);
  });
});
