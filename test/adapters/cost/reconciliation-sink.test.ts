import { afterEach, describe, expect, it, vi } from 'vitest';
import { createReconciliationSink } from '#adapters/cost/reconciliation-sink.ts';
import type { Reconciliation } from '#core/rollup/reconcile.ts';

const compared: Reconciliation = {
  source: 'cost_explorer',
  ...{ day: '2026-11-19', billedPicodollars: 12_500_000_000_000n, estimatedPicodollars: 10_000_000_000_000n },
  ...{ isEstimated: false, unpricedCalls: 3, checkedAt: '2026-11-21T00:30:00.000Z', differencePercent: 20 },
};

function lineOf(reconciliation: Reconciliation, maxDifferencePercent: number): Record<string, unknown> {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  createReconciliationSink({ stage: 'prod', maxDifferencePercent }).write(reconciliation, 1_795_000_000_000);
  vi.restoreAllMocks();
  return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
}

afterEach(() => vi.restoreAllMocks());

describe('the metrics of a comparison with the bill', () => {
  it('are the bill, the difference, and that it is too large', () => {
    const line = lineOf(compared, 19);

    expect(line).toMatchObject({
      ...{ Stage: 'prod', BilledCostUsd: 12.5, CostDifferencePercent: 20, CostDifferenceExceeded: 1 },
      _aws: { Timestamp: 1_795_000_000_000 },
      reconciliation: { day: '2026-11-19', unpricedCalls: 3 },
    });
  });

  it.each([
    [20, 20, 0],
    [-20.01, 20, 1],
  ])('a difference of %d percent beyond %d counts %d', (differencePercent, limit, count) => {
    expect(lineOf({ ...compared, differencePercent }, limit)).toMatchObject({
      CostDifferenceExceeded: count,
    });
  });

  it.each([0n, -1_000_000_000_000n])('are too far apart where costs have no bill, but %d', (billed) => {
    const { differencePercent: _, ...nothing } = { ...compared, billedPicodollars: billed };

    const line = lineOf(nothing, 10);

    expect(line).toMatchObject({ BilledCostUsd: Number(billed) / 1e12, CostDifferenceExceeded: 1 });
    expect(line).not.toHaveProperty('CostDifferencePercent');
  });

  it('say nothing of a difference where nothing was billed and nothing estimated', () => {
    const { differencePercent: _, ...nothing } = { ...compared, billedPicodollars: 0n };

    const line = lineOf({ ...nothing, estimatedPicodollars: 0n }, 10);

    expect(line).not.toHaveProperty('CostDifferencePercent');
    expect(line).not.toHaveProperty('CostDifferenceExceeded');
  });
});
