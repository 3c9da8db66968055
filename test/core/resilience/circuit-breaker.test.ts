import { describe, expect, it } from 'vitest';
import {
  admits,
  type Circuit,
  CLOSED_CIRCUIT,
  onAdmitted,
  onFailure,
  onSuccess,
  onUndecided,
} from '#core/resilience/circuit-breaker.ts';

/** The circuit after a failure at each of these times. */
const afterFailures = (...atMs: readonly number[]): Circuit => atMs.reduce(onFailure, CLOSED_CIRCUIT);
const open = afterFailures(0, 1, 2, 3, 4);

describe('circuit breaker', () => {
  it('stays closed after four failures', () => {
    const circuit = afterFailures(0, 1, 2, 3);

    expect(admits(circuit, 4)).toBe(true);
  });

  it('opens with the fifth failure within thirty seconds', () => {
    const circuit = afterFailures(0, 1, 2, 3, 29_999);

    expect(admits(circuit, 30_000)).toBe(false);
  });

  it('does not count a failure that is thirty seconds old', () => {
    const circuit = afterFailures(0, 1, 2, 3, 30_000);

    expect(admits(circuit, 30_000)).toBe(true);
  });

  it('forgets failures after an answer', () => {
    const circuit = onFailure(onSuccess(afterFailures(0, 1, 2, 3)), 4);

    expect(admits(circuit, 5)).toBe(true);
    expect(circuit.failuresAtMs).toEqual([4]);
  });

  it('refuses for thirty seconds and then lets one probe pass', () => {
    const admitted = [30_003, 30_004].map((nowMs) => admits(open, nowMs));
    const probing = onAdmitted(open);

    expect(admitted).toEqual([false, true]);
    expect(admits(probing, 30_005)).toBe(false);
    expect(admits(probing, 90_000)).toBe(false);
  });

  it('closes when the probe is answered', () => {
    const circuit = onSuccess(onAdmitted(open));

    expect(circuit).toEqual(CLOSED_CIRCUIT);
  });

  it('opens for another thirty seconds when the probe fails', () => {
    const circuit = onFailure(onAdmitted(open), 40_000);

    expect(admits(circuit, 69_999)).toBe(false);
    expect(admits(circuit, 70_000)).toBe(true);
  });

  it('frees the probe when it said nothing about the model’s health', () => {
    const circuit = onUndecided(onAdmitted(open));

    expect(admits(circuit, 40_000)).toBe(true);
  });

  it('keeps no more failures than it needs', () => {
    const circuit = afterFailures(...Array.from({ length: 1_000 }, (_, index) => index));

    expect(circuit.failuresAtMs).toHaveLength(5);
  });

  it('is the same object while nothing happens', () => {
    expect(onSuccess(CLOSED_CIRCUIT)).toBe(CLOSED_CIRCUIT);
    expect(onAdmitted(CLOSED_CIRCUIT)).toBe(CLOSED_CIRCUIT);
    expect(onUndecided(CLOSED_CIRCUIT)).toBe(CLOSED_CIRCUIT);
  });
});
