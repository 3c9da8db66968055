import { describe, expect, it } from 'vitest';
import { assessmentSaying } from '../core/report/hostile.ts';
import type { FakeAccount } from '../functions/console/fake-console.ts';
import { recordLines, sampleAccount } from '../functions/console/sample-account.ts';
import { useConsole } from './console-under-test.ts';

const open = useConsole();
const account = () => sampleAccount(Date.now);
const VIEWS = ['overview', 'level-1', 'sample', 'alarms', 'records', 'mails', 'report', 'connect'] as const;
const MAX_PAINT_MS = 1_000;

describe('the page', () => {
  it('paints within a second and weighs less than 300 KB', async () => {
    const { page } = await open(account());
    const paint = await page.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity",
    );
    const bytes = await page.evaluate<number>(
      "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).filter(e => !/\\/(data|dashboards|alarms|connection)$/.test(e.name)).reduce((sum, e) => sum + e.decodedBodySize, 0)",
    );

    expect(paint).toBeLessThan(MAX_PAINT_MS);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(300_000);
  });

  it.each([390, 768, 1_280, 1_600])('fits a window of %d pixels by day and by night', async (width) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems } = await open(account(), { colorScheme, viewport: { width, height: 800 } });
      for (const view of VIEWS) {
        await page.goto(`${page.url().split('#')[0]}#/${view}?range=3h`);
        await expect.poll(() => page.locator('.news').textContent()).toMatch(/\d\d:\d\d:\d\d/);
        const overhang = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );

        expect.soft(overhang, `${view}, ${width} px, ${colorScheme}`).toBe(0);
      }
      expect(problems).toEqual([]);
      await page.close();
    }
  });

  it('is reached with the keyboard alone', async () => {
    const { page } = await open(account());
    const focused = () => page.evaluate<string>('document.activeElement?.textContent ?? ""');

    await page.keyboard.press('Tab');
    const first = await focused();
    const seen = new Set<string>();
    for (let step = 0; step < 16; step += 1) {
      await page.keyboard.press('Tab');
      seen.add(await focused());
    }
    await page.getByRole('link', { name: 'Records' }).focus();
    await page.keyboard.press('Enter');

    expect(first).toBe('Skip to the content');
    expect([...seen]).toEqual(expect.arrayContaining(['Overview', 'Level 1 Initial', 'Connect']));
    await expect.poll(() => page.locator('h2').innerText()).toBe('Records');
    await expect.poll(focused).toBe('Records');
  });

  it('leads to the content with the first key, and stays where it is', async () => {
    const { page } = await open(account(), { hash: '#/records?range=1d' });
    await expect.poll(() => page.locator('.news').textContent()).toMatch(/\d\d:\d\d:\d\d/);

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('main');
    expect(page.url()).toContain('#/records?range=1d');
    expect(await page.locator('h2').innerText()).toBe('Records');
  });

  it('stays what it is when the address names a place in it', async () => {
    const { page } = await open(account(), { hash: '#/records?range=1d' });

    await page.evaluate("void (location.hash = '#main')");
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/alarms')),
      page.getByRole('button', { name: 'Refresh now' }).click(),
    ]);

    expect(await page.locator('h2').innerText()).toBe('Records');
  });

  it.each([...VIEWS, 'nothing'])('has one first heading: %s', async (view) => {
    const { page } = await open(account(), { hash: `#/${view}` });
    await expect.poll(() => page.locator('.news').textContent()).toMatch(/\d\d:\d\d:\d\d/);

    expect(await page.locator('h1').allInnerTexts()).toEqual(['Waymark']);
    expect(await page.locator('h1, h2, h3').first().innerText()).toBe('Waymark');
  });

  it('says that it is not up to date when the account does not answer, and goes on', async () => {
    let isDown = false;
    const sample = account();
    const { page } = await open({
      ...sample,
      nowMs: () => {
        if (isDown) throw new Error('down');
        return Date.now();
      },
    });
    await expect.poll(() => page.locator('.news').textContent()).toMatch(/\d\d:\d\d:\d\d/);

    isDown = true;
    await page.getByRole('button', { name: 'Refresh now' }).click();
    await expect.poll(() => page.locator('.news').textContent()).toContain('Not up to date');
    isDown = false;
    await page.getByRole('button', { name: 'Refresh now' }).click();

    await expect.poll(() => page.locator('.news').textContent()).toMatch(/^\d\d:\d\d:\d\d$/);
  });
});

const ATTACK = `<img src=x onerror="alert(1)"><script>alert(2)</script>"'><b>`;

/** An account in which an attack stands wherever somebody outside has a say. */
function hostileAccount(): FakeAccount {
  const sample = account();
  const line = recordLines(1, Date.now())[0];
  const message = line?.message.replaceAll('team-checkout', ATTACK.replaceAll('"', '\\"')) ?? '';
  return {
    ...sample,
    dashboards: {
      overview: {
        widgets: [
          {
            type: 'text',
            x: 0,
            y: 0,
            width: 24,
            height: 3,
            properties: { markdown: `# ${ATTACK}\n${ATTACK} [x](javascript:alert(3))` },
          },
          {
            ...{ type: 'metric', x: 0, y: 3, width: 12, height: 6 },
            properties: {
              title: ATTACK,
              metrics: [['N', 'M', { label: ATTACK, color: ATTACK }]],
              annotations: { horizontal: [{ value: 5, label: ATTACK }] },
            },
          },
          {
            type: 'metric',
            x: 12,
            y: 3,
            width: 12,
            height: 6,
            properties: { title: ATTACK, insightRule: { ruleName: ATTACK } },
          },
          {
            type: 'log',
            x: 0,
            y: 9,
            width: 12,
            height: 6,
            properties: { title: ATTACK, query: `SOURCE 'a' | ${ATTACK}` },
          },
        ],
      },
    },
    logRows: [{ [ATTACK]: ATTACK }],
    contributors: [{ keys: [ATTACK], value: 5 }],
    alarms: (sample.alarms ?? []).map((alarm) => ({
      ...alarm,
      name: ATTACK,
      description: ATTACK,
      reason: ATTACK,
    })),
    mails: [{ id: 'm', to: ATTACK, subject: ATTACK, sentAt: new Date().toISOString(), text: ATTACK }],
    lines: line ? [{ ...line, message }] : [],
    assessment: assessmentSaying(ATTACK),
  };
}

describe('what comes from data', () => {
  it.each(['overview', 'alarms', 'records', 'mails', 'report'])('stays text in %s', async (view) => {
    const { page, problems, strayRequests } = await open(hostileAccount(), { hash: `#/${view}` });
    const content = view === 'report' ? page.frameLocator('iframe').locator('body') : page.locator('main');

    await expect.poll(() => content.innerText()).toContain('onerror=');
    await expect.poll(() => page.locator('.news').textContent()).toMatch(/\d\d:\d\d:\d\d/);

    expect(await content.locator('img, script, b:text-is("")').count()).toBe(0);
    expect(await content.locator('a[href^="javascript"]').count()).toBe(0);
    expect({ problems, strayRequests }).toEqual({ problems: [], strayRequests: [] });
  });
});
