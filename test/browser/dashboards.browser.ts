import { describe, expect, it } from 'vitest';
import { DASHBOARD_IDS } from '#dashboards/options.ts';
import { DASHBOARDS, LEVEL_BODY, sampleAccount } from '../functions/console/sample-account.ts';
import { useConsole } from './console-under-test.ts';

const open = useConsole();
const account = () => sampleAccount(Date.now);
/** The same dashboards, and nothing in them. */
const emptyAccount = () => ({ dashboards: account().dashboards, nowMs: Date.now });
const cardsOf = (id: (typeof DASHBOARD_IDS)[number]) =>
  DASHBOARDS[id].widgets.filter(({ type }) => type !== 'text').length;

describe.each(DASHBOARD_IDS)('the dashboard %s', (id) => {
  it('shows data in every widget where there is data', async () => {
    const { page, problems, strayRequests } = await open(
      { ...account(), valueAt: () => 7 },
      { hash: `#/${id}?range=3h` },
    );

    await expect.poll(() => page.locator('.card-body > :not(.empty)').count()).toBe(cardsOf(id));
    expect(await page.locator('.empty').allTextContents()).toEqual([]);
    expect({ problems, strayRequests }).toEqual({ problems: [], strayRequests: [] });
  });

  it('says "no data yet" in every widget where there is none', async () => {
    const { page, problems } = await open(emptyAccount(), { hash: `#/${id}?range=3h` });

    await expect.poll(() => page.getByText('no data yet', { exact: true }).count()).toBe(cardsOf(id));
    expect(problems).toEqual([]);
  });
});

describe('a widget', () => {
  it('shows values where the pointer is, with units, and on the other charts the same moment', async () => {
    const { page, problems } = await open(account(), { hash: '#/sample?range=3h' });
    const chart = page.getByRole('region', { name: 'Latency', exact: true }).locator('.plot');

    await chart.hover();

    await expect.poll(() => chart.locator('.tip').isVisible()).toBe(true);
    expect(await chart.locator('.tip').innerText()).toMatch(
      /^\d\d:\d\d – \d\d:\d\d\s+p50\s+[\d.]+ (ms|s)\s+p90\s+[\d.]+ s\s+p99\s+[\d.]+ s$/,
    );
    expect(await page.locator('.tip:visible').count()).toBe(1);
    expect(problems).toEqual([]);
  });

  it('shows values for the arrow keys as well', async () => {
    const { page } = await open(account(), { hash: '#/sample?range=3h' });
    const chart = page.getByRole('region', { name: 'Latency', exact: true }).locator('.plot');
    const tip = chart.locator('.tip');

    await chart.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => tip.innerText()).toContain('p50');
    const first = await tip.innerText();
    await page.keyboard.press('ArrowRight');

    await expect.poll(() => tip.innerText()).not.toBe(first);
    expect(await chart.getAttribute('aria-label')).toMatch(/^Latency\. Newest: p50: [\d.]+ (ms|s), p90:/);
  });

  it('shows the state of the alarm that watches it', async () => {
    const { page } = await open(account(), { hash: '#/sample?range=3h' });

    await expect
      .poll(() => page.getByRole('region', { name: 'Error rate' }).locator('.badge').allInnerTexts())
      .toEqual(['In alarm']);
    expect(await page.locator('#nav .badge').innerText()).toBe('1');
  });

  it('of another kind says where it is shown', async () => {
    const { page } = await open(account(), { hash: '#/sample?range=3h' });

    expect(await page.getByText('shown in CloudWatch only').count()).toBe(1);
  });

  it('stands in CloudWatch’s grid', async () => {
    const { page } = await open(account(), { hash: '#/sample?range=3h' });
    const boxOf = async (name: string) => {
      const box = await page.getByRole('region', { name, exact: true }).boundingBox();
      return box ?? { x: 0, y: 0, width: 0, height: 0 };
    };

    const [latency, calls, grid] = [
      await boxOf('Latency'),
      await boxOf('Calls by outcome'),
      await page.locator('.grid').boundingBox(),
    ];

    expect(Math.abs(latency.width - calls.width)).toBeLessThan(1);
    expect(latency.y).toBe(calls.y);
    expect(latency.width + calls.width).toBeLessThanOrEqual(grid?.width ?? 0);
    expect(LEVEL_BODY.widgets.length).toBe(await page.locator('.grid > *').count());
  });
});

describe('a link of a dashboard', () => {
  it('to another dashboard leads to where the console shows it, with all else as it is', async () => {
    const url =
      'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards:name=Waymark-dev-us-east-1-level-2';
    const text = {
      type: 'text',
      x: 0,
      y: 0,
      width: 24,
      height: 2,
      properties: { markdown: `[next](${url})` },
    };
    const { dashboards, ...others } = account();
    const { page } = await open(
      { ...others, dashboards: { ...dashboards, overview: { widgets: [text] } } },
      { hash: '#/overview?range=14d&refresh=10' },
    );

    await page.getByRole('link', { name: 'next' }).click();

    await expect.poll(() => page.locator('h2').innerText()).toBe('Level 2 Managed');
    expect(await page.locator('input[value="14d"]').isChecked()).toBe(true);
    expect(await page.getByRole('combobox', { name: 'Refresh' }).inputValue()).toBe('10');
  });
});

describe('time', () => {
  it('is chosen, and the question is asked anew', async () => {
    const { page } = await open(account(), { hash: '#/level-1?range=3h' });
    const [request] = await Promise.all([
      page.waitForRequest(
        (each) => each.url().endsWith('/data') && (each.postData() ?? '').includes('"periodSeconds":3600'),
      ),
      page
        .getByText('14 d', { exact: true })
        .click()
        .then(() => page.getByLabel('Period').selectOption('1 h')),
    ]);

    const { start, end } = JSON.parse(request.postData() ?? '{}');
    expect(end - start).toBe(14 * 86_400_000);
    expect(page.url()).toContain('range=14d&period=3600');
  });

  it('is zoomed into by marking a stretch of a chart', async () => {
    const { page } = await open(account(), { hash: '#/sample?range=3h' });
    const box = await page
      .getByRole('region', { name: 'Latency', exact: true })
      .locator('.u-over')
      .boundingBox();
    const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };

    await page.mouse.move(x + width * 0.25, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y + height / 2, { steps: 4 });
    await page.mouse.up();

    await expect.poll(() => page.url()).toMatch(/range=\d{13}-\d{13}/);
    const [, start, end] = /range=(\d+)-(\d+)/.exec(page.url()) ?? [];
    expect((Number(end) - Number(start)) / 60_000).toBeCloseTo(45, -1);
    expect(await page.getByLabel('From').isVisible()).toBe(true);
  });

  it('is given by two moments', async () => {
    const { page } = await open(account());

    await page.getByText('Custom', { exact: true }).click();
    await page.getByLabel('From').fill('2026-11-21T10:00');
    await page.getByLabel('To', { exact: true }).fill('2026-11-21T09:00');
    await page.getByRole('button', { name: 'Show' }).click();
    const problem = await page.getByRole('alert').innerText();
    await page.getByLabel('To', { exact: true }).fill('2026-11-21T11:00');
    await page.getByRole('button', { name: 'Show' }).click();

    expect(problem).toBe('The first moment must be before the second.');
    await expect.poll(() => page.url()).toMatch(/range=\d{13}-\d{13}/);
  });

  it('goes on by itself, and keeps a chart that a reader points at', async () => {
    let value = 5;
    const { page } = await open(
      { ...account(), valueAt: () => value },
      { hash: '#/sample?range=1h&refresh=10' },
    );
    const legend = page.getByRole('region', { name: 'Calls by outcome' }).locator('.legend b').first();
    await expect.poll(() => legend.innerText()).toBe('5');
    await page.evaluate("document.querySelector('.uplot').id = 'kept'");

    value = 6;
    await page.getByRole('button', { name: 'Refresh now' }).click();

    await expect.poll(() => legend.innerText()).toBe('6');
    expect(await page.locator('#kept').count()).toBe(1);
  });
});
