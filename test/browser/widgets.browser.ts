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

describe('a table of a log', () => {
  const missing =
    'Budget alarms on the monthly spend; a guardrail on every call; versions pinned; feedback per tenant';
  const row = {
    ...{ '@timestamp': '2026-11-21 11:00:07.120', maturityLevel: '2', solidLevel: '1' },
    'missing.level3': missing,
  };

  it.each([390, 1_280])('is read without scrolling sideways at %i pixels', async (width) => {
    const { page } = await open(
      { ...account(), logRows: [row] },
      { hash: '#/level-3?range=3h', viewport: { width, height: 800 } },
    );
    const table = page.getByRole('region', { name: 'Missing at this level' }).locator('.scroll');
    await table.waitFor();

    const [content, window] = await table.evaluate((each) => [each.scrollWidth, each.clientWidth]);
    const cell = await table.locator('td').last().boundingBox();

    expect(content).toBe(window);
    expect(cell?.width).toBeGreaterThan(140);
    expect(await table.locator('td').last().innerText()).toBe(missing);
  });
});
