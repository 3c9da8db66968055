import type { Machine } from '#scripts/bench/machine.ts';

/** The machine of every run under test. */
export const MACHINE: Machine = {
  startedAt: '2026-11-21T08:00:00.000Z',
  node: '20.20.2',
  cores: 4,
  processor: 'test',
  loadBefore: 0.2,
};
