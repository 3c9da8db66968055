import { describe, expect, it } from 'vitest';
import type { WidgetData } from '#functions/console/answers.ts';
import { readData } from '#functions/console/data.ts';
import { fakeConsole, NOW_MS } from './fake-console.ts';
import { DASHBOARDS, sampleAccount } from './sample-account.ts';

const RANGE = { start: NOW_MS - 10_800_000, end: NOW_MS };
const SEARCH = `SEARCH('{AWS/Bedrock,ModelId} MetricName="Invocations"', 'Sum', 300)`;

const linesOf = (data: readonly WidgetData[] | undefined) =>
  (data ?? []).flatMap((one) => (one.status === 'known' && one.kind === 'graph' ? one.lines : []));

/** Lines of a dashboard with one graph, whose queries find `series` of these labels each. */
async function readLines(metrics: readonly unknown[], labels: readonly string[]) {
  const widget = { type: 'metric', properties: { title: 'Graph', metrics } };
  const { dependencies } = fakeConsole({ dashboards: { overview: { widgets: [widget] } } });
  const graphs: typeof dependencies.graphs = {
    read: async ({ queries }) => ({
      status: 'known',
      series: queries.flatMap(({ id }) => labels.map((label) => ({ id, label, points: [] }))),
    }),
  };
  return linesOf(await readData({ ...dependencies, graphs }, { dashboard: 'overview', ...RANGE }));
}

describe('the lines of a graph', () => {
  it.each(Object.keys(DASHBOARDS))('have names that are filled in: %s', async (dashboard) => {
    const { dependencies } = fakeConsole(sampleAccount(() => NOW_MS));

    const lines = linesOf(await readData(dependencies, { dashboard, ...RANGE }));

    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(({ label }) => label.includes('${'))).toEqual([]);
  });

  it('have the name that the body gives where one series is found', async () => {
    const lines = await readLines([[{ expression: SEARCH, label: 'Calls', color: '#112233' }]], ['Sum']);

    expect(lines).toMatchObject([{ label: 'Calls', color: '#112233' }]);
  });

  it('have the names of what a search found where it found several', async () => {
    const lines = await readLines([[{ expression: SEARCH, label: 'Calls', color: '#112233' }]], ['a', 'b']);

    expect(lines.map(({ label, color }) => [label, color])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  it('are there without data where nothing is found, unless their names come from what is found', async () => {
    const named = await readLines([[{ expression: SEARCH, label: 'Calls' }]], []);
    const unnamed = await readLines([[{ expression: SEARCH, label: `\${PROP('Dim.ModelId')}` }]], []);

    expect(named).toMatchObject([{ label: 'Calls', points: [] }]);
    expect(unnamed).toEqual([]);
  });
});
