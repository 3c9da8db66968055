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
export type Verdict = 'met' | 'missed' | 'not measured';

/** Judges one goal. */
export function verdict({ value, limit, bound }: Goal): Verdict {
  if (value === undefined) return 'not measured';
  return (bound === 'at most' ? value <= limit : value >= limit) ? 'met' : 'missed';
}

/** How many goals got which verdict, in words. */
export function summarise(goals: readonly Goal[]): string {
  const count = (wanted: Verdict): number => goals.filter((goal) => verdict(goal) === wanted).length;
  return `${goals.length} goals: ${count('met')} met, ${count('missed')} missed, ${count('not measured')} not measured.`;
}
