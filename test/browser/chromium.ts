import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names that Chromium goes by in packages. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'] as const;

/** Where Chromium is. A machine without it cannot tell whether the console works, so its tests fail and say why. */
function findChromium(environment: NodeJS.ProcessEnv): string {
  const named = environment.CHROMIUM_PATH;
  if (named) return named;
  const folders = (environment.PATH ?? '').split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
  if (found) return found;
  throw new Error(
    `The console's tests need Chromium, and none is in PATH (looked for ${NAMES.join(', ')}). ` +
      'Install it (Debian: apt-get install chromium), or name one: CHROMIUM_PATH=<file>.',
  );
}

/** Starts Chromium without a window. Its sandbox needs a user who is not root. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(process.env),
    chromiumSandbox: process.getuid?.() !== 0,
  });
}
