import type { Writable } from 'node:stream';
import type { TrackedAnswer } from './answer.ts';
import type { GatewayDependencies } from './settings.ts';

/** The time limits of a call: its clock, and who cut it off when somebody did. */
export interface Limits {
  readonly startedAt: Date;
  readonly startedAtMs: number;
  readonly signal: AbortSignal;
  readonly cutBy: () => 'caller' | 'deadline' | undefined;
}

/** A call under way. */
export interface Run extends Limits {
  readonly answer: TrackedAnswer;
}

/** Runs `work` until the deadline passes or the caller leaves; both abort the signal, neither stops `work` itself. */
export async function withLimits(
  { clock, settings }: GatewayDependencies,
  answer: Writable,
  work: (limits: Limits) => Promise<void>,
): Promise<void> {
  const { signal, cutBy, cut } = createCutter();
  const onClose = (): void => {
    if (!answer.writableFinished) cut('caller');
  };
  answer.once('close', onClose);
  const timer = setTimeout(() => cut('deadline'), settings.callTimeoutMs);
  try {
    await work({ startedAt: new Date(clock.now()), startedAtMs: clock.monotonicMs(), signal, cutBy });
  } finally {
    clearTimeout(timer);
    answer.off('close', onClose);
  }
}

/** A signal that remembers who aborted it first. */
function createCutter() {
  const controller = new AbortController();
  let cutBy: ReturnType<Limits['cutBy']>;
  return {
    signal: controller.signal,
    cutBy: () => cutBy,
    cut: (by: 'caller' | 'deadline'): void => {
      cutBy ??= by;
      controller.abort(by);
    },
  };
}
