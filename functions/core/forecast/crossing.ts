import type { Predicted } from './forecast.ts';

/** When a limit is met, in days after the last known one; 1 is the next day. Absent where it is not within the forecast. */
export interface Crossing {
  /** By the predicted values. */
  readonly inDays?: number;
  /** By the upper bounds. */
  readonly earliest?: number;
  /** By the lower bounds. */
  readonly latest?: number;
}

/** First day on which a path of predictions reaches a limit. */
export function crossingOf(path: readonly (Predicted | null)[], limit: number): Crossing {
  const dayOf = (name: keyof Crossing, read: (predicted: Predicted) => number): Crossing => {
    const index = path.findIndex((predicted) => predicted !== null && read(predicted) >= limit);
    return index === -1 ? {} : { [name]: index + 1 };
  };
  return {
    ...dayOf('inDays', ({ value }) => value),
    ...dayOf('earliest', ({ upper }) => upper),
    ...dayOf('latest', ({ lower }) => lower),
  };
}
