import type { DailyValues } from '#core/forecast/series.ts';
import { createRandom, type Random } from '../../local/aws/bedrock/random.ts';

/** How long a simulated series is known, and how long its truth goes on. */
export interface Span {
  readonly history: number;
  readonly ahead: number;
}

/** A kind of use over time whose truth is known. */
export interface Family {
  readonly id: string;
  readonly title: string;
  /** Whether the history tells what comes; where it does not, no method can. */
  readonly isDetermined: boolean;
  /** The same seed gives the same series. */
  readonly draw: (seed: string, span: Span) => DailyValues;
}

/** Typical use on a day, before weekday and disturbance; one is as good as any other amount. */
type Shape = (random: Random, span: Span) => (day: number) => number;

interface SeriesOptions {
  readonly hasWeek?: boolean;
  readonly hasNoise?: boolean;
}

const WEEK = [1.15, 1.2, 1.15, 1.1, 1.05, 0.7, 0.65];

/** A standard normal draw (Box-Muller). */
const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const between = (random: Random, least: number, most: number): number => least + (most - least) * random();

/** A shape with a week, and disturbances of 5 to 20 % that half of the time last. */
function series(shape: Shape, { hasWeek = true, hasNoise = true }: SeriesOptions = {}): Family['draw'] {
  return (seed, span) => {
    const random = createRandom(seed);
    const valueAt = shape(random, span);
    const deviation = hasNoise ? between(random, 0.05, 0.2) : 0;
    const memory = random() < 0.5 ? 0 : 0.5;
    const unit = 10 ** between(random, -1, 6);
    let disturbance = 0;
    return Array.from({ length: span.history + span.ahead }, (_, day) => {
      disturbance = memory * disturbance + deviation * Math.sqrt(1 - memory ** 2) * drawNormal(random);
      return unit * valueAt(day) * (hasWeek ? (WEEK[day % WEEK.length] ?? 1) : 1) * Math.exp(disturbance);
    });
  };
}

/** Another series with some days changed by draws of their own. */
function changed(draw: Family['draw'], change: (random: Random, span: Span) => ChangeDay): Family['draw'] {
  return (seed, span) => {
    const changeDay = change(createRandom(`${seed} days`), span);
    return draw(seed, span).map((value, day) => (value === null ? null : changeDay(value, day)));
  };
}

type ChangeDay = (value: number, day: number) => number | null;

const level: Shape = () => () => 1;
const doubling =
  (days: number): Shape =>
  () =>
  (day) =>
    2 ** (day / days);

/** A rise by 1.7 to 4 times between some days before the end of the history. */
const step =
  (mostBefore: number, leastBefore: number): Shape =>
  (random, { history }) => {
    const at = history - Math.round(between(random, leastBefore, Math.min(mostBefore, history - 7)));
    const factor = between(random, 1.7, 4);
    return (day) => (day < at ? 1 : factor);
  };

/** An S-curve whose middle lies at a share of the history. */
const saturating =
  (from: number, to: number): Shape =>
  (random, { history }) => {
    const middle = history * between(random, from, to);
    const rate = between(random, 6, 14) / history;
    return (day) => 1 / (1 + Math.exp(-rate * (day - middle)));
  };

const linear: Shape = (random, { history }) => {
  const growth = between(random, 0.5, 3);
  return (day) => 1 + (growth * day) / history;
};

/** Growth and luck of each day stay. */
const randomWalk: Shape = (random, { history, ahead }) => {
  const growth = between(random, -0.005, 0.02);
  const luck = between(random, 0.02, 0.06);
  let sum = 0;
  const path = Array.from({ length: history + ahead }, () => {
    sum += growth + luck * drawNormal(random);
    return Math.exp(sum);
  });
  return (day) => path[day] ?? 1;
};

const without = (share: number, spread: number, absent: number | null): Family['draw'] =>
  changed(series(level, { hasWeek: false }), (random) => (value) => {
    const factor = Math.exp(spread * drawNormal(random));
    return random() < share ? absent : value * factor;
  });

/** A day or a week of little use in the past, and one day anywhere. */
const holidays = changed(series(level), (random, { history, ahead }) => {
  const start = Math.floor(between(random, 7, history - 14));
  const days = random() < 0.5 ? 1 : 7;
  const other = Math.floor(between(random, 0, history + ahead));
  return (value, day) => ((day >= start && day < start + days) || day === other ? value * 0.2 : value);
});

const quietWeek = changed(series(doubling(40)), (random, { history }) => {
  const start = Math.floor(between(random, 7, history - 14));
  return (value, day) => (day >= start && day < start + 7 ? value * 0.3 : value);
});

const gaps = changed(series(level), (random) => (value) => (random() < 0.15 ? null : value));

const noNoise = { hasNoise: false } as const;

/** What the intervals are held against. */
export const FAMILIES: readonly Family[] = [
  determined('level', 'a level', series(level, { hasWeek: false })),
  determined('week', 'a level with a week', series(level)),
  ...[14, 30, 60, 120].map((days) =>
    determined(`doubling-${days}`, `doubles in ${days} days`, series(doubling(days))),
  ),
  determined('linear', 'grows by the same amount', series(linear)),
  determined('saturated', 'an S-curve past its middle', series(saturating(0.3, 0.7))),
  determined('step', 'a step up 10 to 35 days ago', series(step(35, 10))),
  determined('fresh-step', 'a step up 1 to 10 days ago', series(step(10, 1))),
  determined('decline', 'halves in 30 days', series(doubling(-30))),
  determined('random-walk', 'a random walk with drift', series(randomWalk)),
  determined('gaps', 'one day in seven without data', gaps),
  determined('sparse', 'three days in five without data', without(0.6, 0.5, null)),
  determined('zeros', 'two days in five of zero', without(0.4, 0.4, 0)),
  determined('holidays', 'holidays before and ahead', holidays),
  determined('quiet-week', 'doubles in 40 days, one quiet week', quietWeek),
  determined('flat', 'a level without noise', series(level, { ...noNoise, hasWeek: false })),
  determined('growth', 'doubles in 30 days without noise', series(doubling(30), noNoise)),
  open('bend', 'an S-curve before or at its middle', series(saturating(0.7, 1.1))),
  open('step-ahead', 'a step up in the days ahead', series(step(-1, -20))),
];

function determined(id: string, title: string, draw: Family['draw']): Family {
  return { id, title, isDetermined: true, draw };
}

function open(id: string, title: string, draw: Family['draw']): Family {
  return { id, title, isDetermined: false, draw };
}
