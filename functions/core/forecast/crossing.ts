import type { Predicted } from './forecast.ts';

/** When a limit is met, in days after the last known one; 1 is the next day. */
export interface Crossing {
  /** By the predicted values. */
  readonly inDays: number;
  /** By the upper bounds. */
  readonly earliest: number;
  /** By the lower bounds. @default - not within the forecast */
  readonly latest?: number;
}

/** First day on which a path of predictions reaches a limit; `undefined` when it does not. */
export function crossingOf(path: readonly (Predicted | null)[], limit: number): Crossing | undefined {
  const dayOf = (read: (predicted: Predicted) => number): number | undefined => {
    const index = path.findIndex((predicted) => predicted !== null && read(predicted) >= limit);
    return index === -1 ? undefined : index + 1;
  };
  const inDays = dayOf(({ value }) => value);
  if (inDays === undefined) return undefined;
  const latest = dayOf(({ lower }) => lower);
  return {
    inDays,
    earliest: dayOf(({ upper }) => upper) ?? inDays,
    ...(latest !== undefined && { latest }),
  };
}
