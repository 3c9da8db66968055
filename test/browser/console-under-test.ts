import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { createHandler } from '#functions/console/handler.ts';
import { bundleSite } from '#infra/constructs/site-bundle.ts';
import { callFunction } from '#scripts/console/call-function.ts';
import type { ConsoleAccount } from '#scripts/console/exchange.ts';
import { startConsoleServer } from '#scripts/console/server.ts';
import { type FakeAccount, fakeConsole } from '../functions/console/fake-console.ts';
import { launchChromium } from './chromium.ts';

/** A page of the console, and all that went wrong on it. */
export interface OpenPage {
  readonly page: Page;
  /** Errors on the console, exceptions and dialogs. */
  readonly problems: readonly string[];
  /** Requests to anything but where the page is from. */
  readonly strayRequests: readonly string[];
}

/** Opens a view of an account. */
export type OpenView = (
  account: FakeAccount,
  options?: { readonly hash?: string; readonly accounts?: readonly string[] } & BrowserContextOptions,
) => Promise<OpenPage>;

/** Starts a browser for the tests of a file; `open` serves an account and shows it. */
export function useConsole(): OpenView {
  let browser: Browser | undefined;
  const closers: (() => Promise<void>)[] = [];
  const files = new Map(bundleSite().map(({ name, contents }) => [name, Buffer.from(contents).toString()]));
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    for (const close of closers) await close();
  });
  return async (account, { hash = '#/overview?range=3h', accounts = [], ...options } = {}) => {
    const { dependencies } = fakeConsole(account);
    const handler = createHandler({ ...dependencies, siteFile: (name) => files.get(name) ?? '' });
    const call = callFunction(handler, { tenant: 'tests' });
    const toAccount = (id: string): ConsoleAccount => ({
      ...{ id, call, endpoint: 'http://127.0.0.1:4000', title: `Account ${id}`, description: `About ${id}` },
    });
    const { url, close } = await startConsoleServer({ accounts: ['', ...accounts].map(toAccount) });
    closers.push(close);
    const page = await watch(browser, options);
    await page.page.goto(`${url}${hash}`);
    await page.page.waitForSelector('article');
    return page;
  };
}

async function watch(browser: Browser | undefined, options: BrowserContextOptions): Promise<OpenPage> {
  if (!browser) throw new Error('The browser is started by beforeAll: ask for a page inside a test.');
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const problems: string[] = [];
  const strayRequests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== new URL(page.url()).origin && page.url() !== 'about:blank')
      strayRequests.push(request.url());
  });
  return { page, problems, strayRequests };
}
