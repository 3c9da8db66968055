import { ServiceError } from '../wire.ts';

/** Lets calls through at a steady rate, with a burst of as many as a second allows. */
export function createRequestRate(options: {
  readonly perSecond: number;
  /** A clock that runs as the wall's does, whatever the account's time is. */
  readonly wallClock: () => number;
}): { readonly take: () => void } {
  const { perSecond, wallClock } = options;
  let [available, countedMs] = [perSecond, wallClock()];
  return {
    take: () => {
      const nowMs = wallClock();
      available = Math.min(perSecond, available + ((nowMs - countedMs) / 1_000) * perSecond);
      countedMs = nowMs;
      if (available < 1) throw new ServiceError('ThrottlingException', 'Rate exceeded');
      available -= 1;
    },
  };
}
