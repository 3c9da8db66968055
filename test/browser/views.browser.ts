import { describe, expect, it } from 'vitest';
import { describeAlarm } from '#core/signals/alarm-words.ts';
import type { FakeAccount } from '../functions/console/fake-console.ts';
import { recordLines, sampleAccount } from '../functions/console/sample-account.ts';
import { useConsole } from './console-under-test.ts';

const open = useConsole();
const account = () => sampleAccount(Date.now);
const empty = () => ({ dashboards: {}, nowMs: Date.now });

describe('the views beside the dashboards', () => {
  it('records come in by themselves, newest first, and open', { timeout: 60_000 }, async () => {
    const lines = [...recordLines(3, Date.now() - 60_000)];
    const { page, problems } = await open({ ...account(), lines }, { hash: '#/records' });
    await expect.poll(() => page.locator('tbody tr').count()).toBe(3);

    lines.unshift(...recordLines(1, Date.now()));

    await expect.poll(() => page.locator('tbody tr').count(), { timeout: 20_000 }).toBe(4);
    await page.locator('tbody button').first().click();
    expect(await page.locator('.detail pre').innerText()).toContain('"requestId"');
    await page.getByLabel('Filter records').fill('no such words');
    await expect.poll(() => page.getByText('no record matches the filter').isVisible()).toBe(true);
    expect(problems).toEqual([]);
  });

  it('alarms say what is wrong, since when and what to do, the worst first', async () => {
    const { page } = await open(account(), { hash: '#/alarms' });

    await expect
      .poll(() => page.locator('.item .badge').allInnerTexts())
      .toEqual(['In alarm', 'No data', 'OK']);
    const first = page.locator('.item').first();
    expect(await first.locator('a').getAttribute('href')).toBe(
      'https://example.com/docs/runbook.md#errorrate',
    );
    expect(await first.locator('a').getAttribute('rel')).toBe('noopener noreferrer');
    expect(await page.locator('.item').nth(1).innerText()).toContain('nobody is told');
  });

  it('alarms open what the runbook says, and it stays open when the page is brought up to date', async () => {
    const [alarm, ...others] = account().alarms ?? [];
    const described = { ...alarm, description: describeAlarm('latency') };
    const alarms = [described, ...others] as FakeAccount['alarms'];
    const { page, problems } = await open(alarms ? { ...account(), alarms } : account(), {
      hash: '#/alarms',
    });
    await page.locator('summary').first().click();

    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/alarms')),
      page.getByRole('button', { name: 'Refresh now' }).click(),
    ]);

    expect(await page.locator('details').first().getAttribute('open')).toBe('');
    expect(await page.locator('details').first().innerText()).toContain('Look here');
    expect(problems).toEqual([]);
  });

  it('mails open and stay open when the page is brought up to date', async () => {
    const { page } = await open(account(), { hash: '#/mails' });
    await page.locator('summary').first().click();

    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/mails')),
      page.getByRole('button', { name: 'Refresh now' }).click(),
    ]);

    expect(await page.locator('details').first().getAttribute('open')).toBe('');
    expect(await page.locator('.mail').first().innerText()).toContain('went from OK to ALARM');
  });

  it('the report is shown in a sandbox, with its evidence', async () => {
    const { page, problems, strayRequests } = await open(account(), { hash: '#/report' });
    const frame = page.frameLocator('iframe');

    await expect.poll(() => frame.locator('h1').innerText()).not.toBe('');

    expect(await page.locator('iframe').getAttribute('sandbox')).toBe('');
    expect(await frame.getByText('Every criterion with its evidence').count()).toBeGreaterThan(0);
    expect({ problems, strayRequests }).toEqual({ problems: [], strayRequests: [] });
  });

  it('a client is pointed at the gateway', async () => {
    const { page } = await open(account(), { hash: '#/connect' });

    expect(await page.locator('pre').first().innerText()).toContain(
      'export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=http://127.0.0.1:4000',
    );
    expect(await page.locator('main').innerText()).not.toContain('wmk_');
    expect(await page.locator('pre').last().innerText()).toBe(
      'npm run keys -- create --local --tenant my-team --label first',
    );
  });

  it('a key of a deployed stack is made in AWS', async () => {
    const { page } = await open(account(), { hash: '#/alarms' });
    await page.route('**/connection', async (route) => {
      const connection = await (await route.fetch()).json();
      await route.fulfill({ json: { ...connection, endpoint: 'https://abc.execute-api.test/dev' } });
    });

    await Promise.all([page.waitForResponse('**/connection'), page.getByLabel('Refresh now').click()]);
    await expect.poll(() => page.locator('.news').textContent()).toMatch(/\d\d:\d\d:\d\d/);
    await page.getByRole('link', { name: 'Connect' }).click();

    await expect
      .poll(() => page.locator('pre').last().innerText())
      .toBe('npm run keys -- create --stage dev --tenant my-team --label laptop');
  });

  it.each(['alarms', 'records', 'mails', 'report'])(
    '%s say "no data yet" where there is none',
    async (view) => {
      const { page, problems } = await open(empty(), { hash: `#/${view}` });

      await expect.poll(() => page.locator('main').innerText()).toContain('no data yet');
      expect(problems).toEqual([]);
    },
  );

  it('a view that does not exist says so', async () => {
    const { page } = await open(account(), { hash: '#/nothing' });

    expect(await page.getByText('There is no such view.').count()).toBe(1);
  });
});
