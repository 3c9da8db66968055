import { FAMILIES } from './families.ts';
import { type FamilyFigures, measureFamily } from './measure.ts';
import type { BenchOptions } from './options.ts';

/** What forecasts from histories of one length held. */
export interface HistoryFigures {
  readonly history: number;
  readonly families: readonly FamilyFigures[];
}

/** A whole run. */
export interface Figures {
  readonly histories: readonly HistoryFigures[];
}

/** Measures every family from every length of history. */
export async function runBenchmark(
  { histories, series }: BenchOptions,
  onProgress: (line: string) => void,
): Promise<Figures> {
  return {
    histories: histories.map((history) => {
      onProgress(`${history} days of history`);
      return { history, families: FAMILIES.map((family) => measureFamily(family, { history, series })) };
    }),
  };
}

/** Families that say nothing: what was not predicted was not held against anything. */
export function problemsOf({ histories }: Figures): readonly string[] {
  return histories.flatMap(({ history, families }) =>
    families
      .filter(({ refused, series }) => refused === series)
      .map(({ title }) => `From ${history} days nothing was predicted of: ${title}`),
  );
}
