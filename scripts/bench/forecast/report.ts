import { COVERAGE } from '#core/forecast/intervals.ts';
import type { Goal } from '../goals.ts';
import { goalsTable, toJsonReport } from '../report.ts';
import { formatNumber, formatTable } from '../table.ts';
import { type FamilyFigures, SPANS, type Tally } from './measure.ts';
import type { Figures, HistoryFigures } from './run.ts';

/** Percent of days that the worst family is to hold; 80 are promised. */
const LEAST_PERCENT = 75;
/** Sums and dates of a few hundred series are known to some percent only, and those of one series hang together. */
const LEAST_PERCENT_OF_ONE_A_SERIES = 70;

/** The run as one JSON object. */
export const toJson = (figures: Figures): string => toJsonReport('forecast', figures, toGoals(figures));

/** The run as Markdown that also reads well in a terminal. */
export function toText(figures: Figures): string {
  return [
    `Percent of ${figures.histories[0]?.families[0]?.series ?? 0} seeded series of each family; ${COVERAGE * 100} % are promised.`,
    goalsTable(toGoals(figures)),
    ...figures.histories.map(describeHistory),
  ].join('\n\n');
}

/** The worst family is the figure: a mean would hide the case that somebody has. */
export function toGoals({ histories }: Figures): readonly Goal[] {
  return histories.flatMap(({ history, families }) => {
    const known = families.filter(({ isDetermined }) => isDetermined);
    const goal = (what: string, tallies: readonly Tally[], limit: number): Goal => ({
      name: `${what} within their interval, worst family, ${history} days of history`,
      value: lowest(tallies),
      unit: '%',
      limit,
      bound: 'at least',
    });
    return [
      goal(
        'days',
        known.map(({ days }) => merge(SPANS.map((span) => days[span]))),
        LEAST_PERCENT,
      ),
      goal(
        'sums',
        known.map(({ sums }) => merge(SPANS.map((span) => sums[span]))),
        LEAST_PERCENT_OF_ONE_A_SERIES,
      ),
      goal(
        'dates of a limit',
        known.map(({ dates }) => dates),
        LEAST_PERCENT_OF_ONE_A_SERIES,
      ),
    ];
  });
}

function describeHistory({ history, families }: HistoryFigures): string {
  const span = (end: number, index: number): string => `${(SPANS[index - 1] ?? 0) + 1} to ${end}`;
  const columns = [
    { title: `${history} days of history`, align: 'left' },
    ...SPANS.map((end, index) => ({ title: `days ${span(end, index)}` })),
    ...SPANS.map((end) => ({ title: `sum of ${end}` })),
    { title: 'dates' },
    { title: 'predicted days' },
    { title: 'width' },
    { title: 'error' },
    { title: 'refused' },
  ] as const;
  const tables = [true, false].map((isDetermined) =>
    formatTable(columns, families.filter((family) => family.isDetermined === isDetermined).map(toCells)),
  );
  return tables.join('\n\nWhat the history does not tell, so that no interval can:\n\n');
}

function toCells({ title, days, sums, dates, series, refused, size }: FamilyFigures): readonly string[] {
  const told = series - refused;
  const percent = (value: Tally): string => formatNumber(share(value), 0);
  const meanOf = (sum: number, decimals: number): string =>
    formatNumber(told === 0 ? undefined : sum / told, decimals);
  return [
    title,
    ...SPANS.map((span) => percent(days[span])),
    ...SPANS.map((span) => percent(sums[span])),
    percent(dates),
    meanOf(size.predictedDays, 0),
    meanOf(size.width, 2),
    meanOf(size.error, 2),
    formatNumber((100 * refused) / series, 0),
  ];
}

const merge = (tallies: readonly Tally[]): Tally => ({
  held: tallies.reduce((sum, { held }) => sum + held, 0),
  all: tallies.reduce((sum, { all }) => sum + all, 0),
});

const share = ({ held, all }: Tally): number | undefined => (all === 0 ? undefined : (100 * held) / all);

function lowest(tallies: readonly Tally[]): number | undefined {
  const shares = tallies.map(share).filter((value) => value !== undefined);
  return shares.length === 0 ? undefined : Math.min(...shares);
}
