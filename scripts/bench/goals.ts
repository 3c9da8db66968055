/** A figure beside what it should be. */
export interface Goal {
  readonly name: string;
  /** Absent: not measured in this run. */
  readonly value?: number | undefined;
  readonly unit: string;
  readonly limit: number;
  /** Which side of the limit is good. */
  readonly bound: 'at most' | 'at least';
}

/** Whether a goal is reached; a figure that was not measured is neither. */
export function verdict({ value, limit, bound }: Goal): 'ok' | 'miss' | 'not measured' {
  if (value === undefined) return 'not measured';
  return (bound === 'at most' ? value <= limit : value >= limit) ? 'ok' : 'miss';
}
