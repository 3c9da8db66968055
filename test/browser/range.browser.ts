import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sampleAccount } from '../functions/console/sample-account.ts';
import { useConsole } from './console-under-test.ts';

const open = useConsole();
const account = () => sampleAccount(Date.now);
const fromOf = (page: Page) => page.getByLabel('From', { exact: true });

/** Brings the page up to date without touching what has the focus. */
async function refresh(page: Page): Promise<void> {
  await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/data')),
    page.evaluate("void document.dispatchEvent(new Event('visibilitychange'))"),
  ]);
}

describe('the form of a range', () => {
  it('stays open with what somebody typed when the page is brought up to date', async () => {
    const { page } = await open(account(), { hash: '#/overview?range=3h' });
    await page.getByText('Custom', { exact: true }).click();
    await fromOf(page).fill('2026-11-20T10:00');

    await refresh(page);

    expect(await fromOf(page).isVisible()).toBe(true);
    expect(await fromOf(page).inputValue()).toBe('2026-11-20T10:00');
    expect(await page.locator('input[value="between"]').isChecked()).toBe(true);
  });

  it('keeps what somebody changes in a range that is shown', async () => {
    const { page } = await open(account(), { hash: '#/overview?range=1763712000000-1763715600000' });
    await fromOf(page).fill('2025-11-20T10:00');

    await refresh(page);

    expect(await fromOf(page).inputValue()).toBe('2025-11-20T10:00');
  });

  it('is closed by another range, even by the one that is shown', async () => {
    const { page } = await open(account(), { hash: '#/overview?range=3h' });
    await page.getByText('Custom', { exact: true }).click();
    await fromOf(page).waitFor();

    await page.getByText('3 h', { exact: true }).click();

    await expect.poll(() => fromOf(page).isVisible()).toBe(false);
    await refresh(page);
    expect(await page.locator('input[value="3h"]').isChecked()).toBe(true);
    expect(await fromOf(page).isVisible()).toBe(false);
  });

  it('takes no moment before the first one that an address can name', async () => {
    const { page } = await open(account(), { timezoneId: 'Asia/Tokyo' });

    await page.getByText('Custom', { exact: true }).click();
    await fromOf(page).fill('1970-01-01T08:59');

    expect(await page.locator('.custom :invalid').count()).toBe(1);
    await fromOf(page).fill('1970-01-01T09:00');
    expect(await page.locator('.custom :invalid').count()).toBe(0);
  });
});

describe('a range that the server refuses', () => {
  it('is shown as it was asked for, with what the server says', async () => {
    const { page } = await open(account(), { hash: '#/overview?range=0-1763715600000' });

    await expect
      .poll(() => page.locator('.news').textContent())
      .toMatch(/^Not up to date: .*the range must be at most 455 days.* \(HTTP 400\)$/);
    expect(await page.locator('input[value="between"]').isChecked()).toBe(true);
  });

  it('says path and status where an answer says nothing', async () => {
    const { page } = await open(account());

    await page.route('**/data', (route) => route.fulfill({ status: 502, body: '<html>' }));
    await page.getByRole('button', { name: 'Refresh now' }).click();

    await expect
      .poll(() => page.locator('.news').textContent())
      .toBe('Not up to date: /v1/console/data: HTTP 502');
  });
});
