import { describe, expect, it } from 'vitest';
import type { FakeAccount } from '../functions/console/fake-console.ts';
import { sampleAccount } from '../functions/console/sample-account.ts';
import { useConsole } from './console-under-test.ts';

const open = useConsole();
const account = () => sampleAccount(Date.now);
const HOUR_MS = 3_600_000;

/** A dashboard of one widget with the metrics Fresh and Stale. */
function oneWidget(view: string, valueAt: FakeAccount['valueAt']): FakeAccount {
  const metrics = ['Fresh', 'Stale'].map((name) => ['Shop', name, { label: name }]);
  const box = { x: 0, y: 0, width: 12, height: 6 };
  const widget = { type: 'metric', ...box, properties: { title: 'Both', view, metrics, period: 300 } };
  return { ...account(), dashboards: { overview: { widgets: [widget] } }, ...(valueAt && { valueAt }) };
}

const isStale = (source: object): boolean => 'metricName' in source && source.metricName === 'Stale';

describe('numbers', () => {
  it('keep the place of a metric without data, and say so', async () => {
    const { page, problems } = await open(
      oneWidget('singleValue', ({ source }) => (isStale(source) ? undefined : 5)),
    );

    await expect.poll(() => page.locator('.numbers li').allInnerTexts()).toEqual(['5\nFresh', '–\nStale']);
    expect(await page.getByRole('img', { name: 'no data yet' }).getAttribute('title')).toBe('no data yet');
    expect(problems).toEqual([]);
  });

  it('say "no data yet" once where no metric has any', async () => {
    const { page } = await open(oneWidget('singleValue', () => undefined));

    await expect.poll(() => page.locator('.card .empty').allInnerTexts()).toEqual(['no data yet']);
  });
});

describe('a graph', () => {
  it('names the values of one moment, the newest, and no older ones', async () => {
    const { page } = await open(
      oneWidget('timeSeries', ({ source }, timeMs) =>
        isStale(source) && timeMs > Date.now() - HOUR_MS ? undefined : 5,
      ),
    );

    await expect.poll(() => page.locator('.legend b').allInnerTexts()).toEqual(['5', '–']);
    expect(await page.locator('.plot').getAttribute('aria-label')).toContain(
      'Newest: Fresh: 5, Stale: no data.',
    );
  });

  it('answers keys as a group does, and says the values', async () => {
    const { page } = await open(oneWidget('timeSeries', () => 5));
    const chart = page.getByRole('group', { name: /^Both\. Newest:/ });

    await chart.focus();
    await page.keyboard.press('End');

    await expect.poll(() => chart.locator('[aria-live="polite"]').innerText()).toContain('Fresh');
  });
});
