import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ProxyAnswer } from '#core/http/proxy-answer.ts';
import { addDays, toDay } from '#core/rollup/day.ts';
import { sampleAccount } from '../functions/console/sample-account.ts';
import { costRow, type FakeCosts, fakeCosts, head } from '../functions/cost/fake-costs.ts';
import { useConsole } from './console-under-test.ts';

const open = useConsole();
const nowMs = Date.now;
const today = toDay(nowMs());
const month = today.slice(0, 8);

/** Shows the costs page over the real function with what a table holds. */
async function openCosts(
  costs: Omit<FakeCosts, 'nowMs'>,
  { tenant = 'finance', ...options }: Record<string, unknown> = {},
) {
  const { handler } = fakeCosts({ nowMs, ...costs });
  const opened = await open(sampleAccount(nowMs), { hash: '#/alarms', ...options });
  await opened.page.route('**/v1/costs?**', async (route) => {
    const query = Object.fromEntries(new URL(route.request().url()).searchParams);
    const {
      statusCode: status,
      headers,
      body,
    } = (await handler({
      httpMethod: 'GET',
      queryStringParameters: query,
      requestContext: { authorizer: { tenant } },
    })) as ProxyAnswer;
    await route.fulfill({ status, headers, body });
  });
  await opened.page.evaluate(`location.hash = '#/costs'`);
  return opened;
}

const cents = (count: number): bigint => BigInt(count) * 10_000_000_000n;
const days = Array.from({ length: Number(today.slice(8)) }, (_, index) => addDays(`${month}01`, index));
const FULL: Omit<FakeCosts, 'nowMs'> = {
  heads: days.map((day) => head(day, { isFinal: day !== today })),
  rows: days.flatMap((day, index) => [
    costRow({
      ...{ day, application: 'shop', user: 'a1b2c3d4e5f60718', calls: 120, pricedCalls: 120 },
      ...{ inputTokens: 52_000, outputTokens: 9_400, cacheReadInputTokens: 30_000 },
      ...{ costPicodollars: cents(140 + 25 * (index % 6)), cacheSavedPicodollars: cents(11) },
    }),
    costRow({
      ...{
        day,
        tenant: 'globex',
        model: 'anthropic.claude-sonnet-5',
        calls: 40,
        pricedCalls: 38,
        unpricedCalls: 2,
      },
      ...{ inputTokens: 91_000, outputTokens: 22_000, costPicodollars: cents(610 - 30 * (index % 4)) },
    }),
  ]),
  ratings: days.map((day) => ({ day, tenant: 'acme', accepted: 9, rated: 12 })),
  conversations: days.map((day) => ({
    ...{ day, tenant: 'acme', calls: 80, pricedCalls: 80, unpricedCalls: 0 },
    ...{ costPicodollars: cents(200), conversations: 16 },
  })),
  unread: [
    {
      ...{ day: today, source: 'cost_explorer', reason: 'denied', detail: 'AWS answered AccessDenied.' },
      checkedAt: `${today}T13:00:00.000Z`,
    },
  ],
  reconciliations: days.slice(0, 1).map((day) => ({
    ...{ day, source: 'data_export', billedPicodollars: cents(800), estimatedPicodollars: cents(750) },
    ...{ differencePercent: 6.25, withoutRegionPicodollars: cents(12) },
    models: [
      {
        ...{ model: 'anthropic.claude-sonnet-5', lineItems: 96 },
        ...{ estimatedPicodollars: cents(610), billedPicodollars: cents(640) },
      },
      { model: 'amazon.nova-lite', estimatedPicodollars: cents(140), lineItems: 0 },
      { billedPicodollars: cents(160), lineItems: 24 },
    ],
    ...{ isEstimated: false, unpricedCalls: 2, checkedAt: `${day}T12:00:00.000Z` },
  })),
};

const widthOf = (page: Page): Promise<[number, number]> =>
  page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');

describe('the costs page', () => {
  it('says "no data yet" before anything was added up, not zero', async () => {
    const { page, problems } = await openCosts({});

    await expect.poll(() => page.locator('main').innerText()).toContain('no data yet');

    expect(await page.locator('main').innerText()).not.toContain('$0');
    expect(problems).toEqual([]);
  });

  it('shows the month by day, model, tenant, application and user, and the bill', async () => {
    const { page, problems, strayRequests } = await openCosts(FULL);
    await expect.poll(() => page.getByText('Against the bill').count()).toBe(1);

    const text = await page.locator('main').innerText();

    expect(await page.locator('.cost-days li').count()).toBe(days.length);
    for (const words of [
      'amazon.nova-lite-v1:0',
      'anthropic.claude-sonnet-5',
      'globex',
      'shop',
      'a1b2c3d4e5f60718',
    ])
      expect(text).toContain(words);
    expect(text).toContain('without application');
    expect(text).toContain(`${2 * days.length}`);
    for (const words of [
      ...['6.25 %', 'CUR 2.0 export', 'other: no model named', '4.69 %'],
      ...['Cost Explorer: unknown as of', 'AccessDenied', '$0.12 of the export'],
    ])
      expect(text).toContain(words);
    expect(text).toMatch(/Per conversation\s+\$0\.13/); // 2 USD and 16 conversations a day
    expect(text).toContain(`${16 * days.length} conversations in 50 % of calls`);
    expect(text).toContain(`${9 * days.length} of ${12 * days.length} ratings positive`);
    expect(text).toContain('All tenants, this month');
    expect({ problems, strayRequests }).toEqual({ problems: [], strayRequests: [] });
  });

  it('counts users whom the answer has no room for', async () => {
    const rows = Array.from({ length: 1_005 }, (_, index) =>
      costRow({ day: today, user: `u${index}`, calls: 1, pricedCalls: 1, costPicodollars: cents(index) }),
    );

    const { page } = await openCosts({ heads: [head(today, { isFinal: false })], rows });

    await expect.poll(() => page.locator('main').innerText()).toContain('and 985 more');
  });

  it('shows a tenant its own costs, and says so', async () => {
    const { page } = await openCosts(FULL, { tenant: 'acme' });

    await expect.poll(() => page.locator('main').innerText()).toContain('Tenant acme only');

    const text = await page.locator('main').innerText();
    expect(text).not.toContain('globex');
    expect(text).not.toContain('6.25 %');
    expect(text).not.toContain('AccessDenied');
  });

  it.each([
    [390, 'light'],
    [390, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('fits %i px in the %s theme', async (width, colorScheme) => {
    const { page } = await openCosts(FULL, { viewport: { width, height: 900 }, colorScheme });
    await expect.poll(() => page.getByText('Against the bill').count()).toBe(1);

    const [content, window] = await widthOf(page);

    expect(content).toBe(window);
    const folder = process.env.SCREENSHOT_FOLDER;
    if (folder)
      await page.screenshot({ path: `${folder}/costs-${width}-${colorScheme}.png`, fullPage: true });
  });
});
