import { describe, expect, it } from 'vitest';
import { sampleAccount } from '../functions/console/sample-account.ts';
import { useConsole } from './console-under-test.ts';

const open = useConsole();
const account = () => sampleAccount(Date.now);

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
