import { describe, expect, it } from 'vitest';
import { FAMILIES } from '#scripts/bench/forecast/families.ts';
import { measureFamily } from '#scripts/bench/forecast/measure.ts';
import { HELP, readOptions } from '#scripts/bench/forecast/options.ts';
import { toGoals, toJson, toText } from '#scripts/bench/forecast/report.ts';
import { problemsOf } from '#scripts/bench/forecast/run.ts';

const measured = (ids: readonly string[]) => ({
  histories: [
    {
      history: 21,
      families: FAMILIES.filter(({ id }) => ids.includes(id)).map((family) =>
        measureFamily(family, { history: 21, series: 3 }),
      ),
    },
  ],
});
const figures = measured(['level', 'flat', 'step-ahead']);

describe('the options of the forecast benchmark', () => {
  it('are lengths of history and a number of series', () => {
    expect(readOptions([])).toMatchObject({ histories: [14, 28, 63], series: 200, document: false });
    expect(readOptions(['--quick'])).toMatchObject({ histories: [63], series: 20 });
    expect(readOptions(['--history', '20,40', '--series', '5'])).toMatchObject({
      histories: [20, 40],
      series: 5,
    });
    for (const option of ['--history', '--series', '--quick', '--document']) expect(HELP).toContain(option);
  });

  it.each([
    ['--history', '12'],
    ['--history', '20,64'],
    ['--series', '0'],
    ['--series', 'many'],
  ])('refuse %s %s and say what it takes', (option, value) => {
    expect(() => readOptions([option, value])).toThrow(`${option} has`);
  });
});

describe('the figures of the forecast benchmark', () => {
  it('are judged by the worst family that a history determines', () => {
    const [days, sums, dates] = toGoals(figures);
    const level = figures.histories[0]?.families[0];
    const held = Object.values(level?.days ?? {}).reduce((sum, tally) => sum + tally.held, 0);
    const all = Object.values(level?.days ?? {}).reduce((sum, tally) => sum + tally.all, 0);

    expect(days?.value).toBeCloseTo((100 * held) / all, 8);
    expect([sums?.name, dates?.name]).toEqual([
      'sums within their interval, worst family, 21 days of history',
      'dates of a limit within their interval, worst family, 21 days of history',
    ]);
  });

  it('show what no history tells apart from the rest', () => {
    const text = toText(figures);

    const [known = '', open = ''] = text.split('What the history does not tell');
    expect(known).toContain('a level without noise');
    expect(known).not.toContain('a step up in the days ahead');
    expect(open).toContain('a step up in the days ahead');
    expect(JSON.parse(toJson(figures))).toMatchObject({ benchmark: 'forecast', goals: { length: 3 } });
  });

  it('are a problem where nothing of a family was predicted', () => {
    expect(problemsOf(figures)).toEqual([]);
    const [history] = figures.histories;
    const refused = history?.families.map((family) => ({ ...family, refused: family.series })) ?? [];
    expect(problemsOf({ histories: [{ history: 21, families: refused }] })).toHaveLength(3);
  });

  it('are the same for every run', () => {
    expect(toJson(measured(['level', 'flat', 'step-ahead']))).toBe(toJson(figures));
  });
});
