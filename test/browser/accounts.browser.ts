import { describe, expect, it } from 'vitest';
import { sampleAccount } from '../functions/console/sample-account.ts';
import { useConsole } from './console-under-test.ts';

const open = useConsole();
const account = () => sampleAccount(Date.now);

describe('accounts', () => {
  it('are chosen where there are several', async () => {
    const { page, problems } = await open(account(), { hash: '#/alarms', accounts: ['ferry', 'kite'] });

    await Promise.all([
      page.waitForResponse((response) => response.url().includes('/accounts/kite/v1/console/dashboards')),
      page.getByLabel('Account').selectOption('Account kite'),
    ]);

    await expect.poll(() => page.url()).toContain('account=%2Faccounts%2Fkite');
    await expect.poll(() => page.locator('.item').count()).toBe(3);
    expect(problems).toEqual([]);
  });

  it('that cannot be read show nothing of another one, say why and are read again', async () => {
    const { page } = await open(account(), { hash: '#/alarms', accounts: ['kite'] });
    await expect.poll(() => page.locator('.item').count()).toBe(3);
    const dashboards = '**/accounts/kite/v1/console/dashboards';
    await page.route(dashboards, (route) =>
      route.fulfill({ status: 500, json: { message: 'Kite is down.' } }),
    );

    await page.getByLabel('Account').selectOption('Account kite');

    await expect
      .poll(() => page.locator('.news').textContent())
      .toBe('Not up to date: Kite is down. (HTTP 500)');
    expect(await page.locator('main').innerText()).toBe('This account could not be read.');
    await page.unroute(dashboards);
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await expect.poll(() => page.locator('.item').count()).toBe(3);
    expect(await page.locator('.news').textContent()).toMatch(/^\d\d:\d\d:\d\d$/);
  });

  it('that are chosen last are shown, however late another one answers', async () => {
    const { page } = await open(account(), { hash: '#/alarms', accounts: ['ferry', 'kite'] });
    let answerKite = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answerKite = resolve;
    });
    await page.route('**/accounts/kite/v1/console/dashboards', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByLabel('Account').selectOption('Account kite');
    await page.getByLabel('Account').selectOption('Account ferry');
    await expect.poll(() => page.locator('.item').count()).toBe(3);

    const late = page.waitForResponse('**/accounts/kite/v1/console/dashboards');
    answerKite();
    await late;
    const [request] = await Promise.all([
      page.waitForRequest('**/v1/console/alarms'),
      page.getByRole('button', { name: 'Refresh now' }).click(),
    ]);

    expect(request.url()).toContain('/accounts/ferry/');
  });

  it('that are gone are not looked for', async () => {
    const { page, problems } = await open(account(), {
      hash: '#/alarms?account=%2Faccounts%2Fgone',
      accounts: ['kite'],
    });

    await expect.poll(() => page.locator('.item').count()).toBe(3);
    expect(await page.getByLabel('Account').inputValue()).toBe('');
    expect(problems).toEqual([]);
  });

  it('are not offered where there is one', async () => {
    const { page } = await open(account());

    expect(await page.getByLabel('Account').count()).toBe(0);
  });
});
