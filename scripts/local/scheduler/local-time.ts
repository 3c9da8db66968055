/** The clock on the wall of a time zone. */
export interface LocalTime {
  /** Whether the clock has shown this time before, because it was put back. */
  readonly isRepeated: (timeMs: number) => boolean;
}

// Clocks are put back by an hour, on Lord Howe Island by half of it.
const SHIFTS_MS: readonly number[] = [1_800_000, 3_600_000];

export function createLocalTime(timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return {
    isRepeated: (timeMs) => {
      const shown = format.format(timeMs);
      return SHIFTS_MS.some((shiftMs) => format.format(timeMs - shiftMs) === shown);
    },
  };
}
