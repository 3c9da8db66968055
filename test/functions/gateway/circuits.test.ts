import { describe, expect, it } from 'vitest';
import { FAILURE_THRESHOLD, OPEN_MS } from '#core/resilience/circuit-breaker.ts';
import { createCircuitBoard } from '#functions/gateway/circuits.ts';
import { createFakeClock } from './fake-gateway.ts';

describe('createCircuitBoard', () => {
  it.each(['success', 'undecided'] as const)('keeps nothing of models that report %s', (result) => {
    const circuits = new Map();
    const board = createCircuitBoard(createFakeClock().clock, circuits);

    for (let model = 0; model < 100; model += 1) {
      board.admit(`invented-${model}`);
      board.report(`invented-${model}`, result);
    }

    expect(circuits.size).toBe(0);
  });

  it('forgets a model that recovered', () => {
    const circuits = new Map();
    const { clock, advance } = createFakeClock();
    const board = createCircuitBoard(clock, circuits);
    for (let failures = 0; failures < FAILURE_THRESHOLD; failures += 1) board.report('a', 'failure');
    const whileOpen = [board.admit('a'), circuits.size];

    advance(OPEN_MS);
    const isProbed = board.admit('a');
    board.report('a', 'success');

    expect(whileOpen).toEqual([false, 1]);
    expect(isProbed).toBe(true);
    expect(circuits.size).toBe(0);
  });

  it('keeps the models apart', () => {
    const board = createCircuitBoard(createFakeClock().clock);

    for (let failures = 0; failures < FAILURE_THRESHOLD; failures += 1) board.report('a', 'failure');

    expect([board.admit('a'), board.admit('b')]).toEqual([false, true]);
  });
});
