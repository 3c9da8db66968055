import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { PROJECT_ROOT } from '../project-root.ts';

/** How the page is bundled: as modules for the browsers of the last four years, without a source map. */
const BUNDLING = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  minify: true,
  sourcemap: false,
  logLevel: 'warning',
  outdir: '/', // names only: nothing is written
  write: false,
} as const satisfies BuildOptions;

/** A file of the page. */
export interface SiteFile {
  readonly name: string;
  readonly contents: Uint8Array | string;
}

/** The console's page: markup, script, style and the alarms' runbook, to lie beside the function's code. */
export function bundleSite(): readonly SiteFile[] {
  const folder = join(PROJECT_ROOT, 'functions', 'console', 'site');
  const built = buildSync({
    ...BUNDLING,
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [
      { in: join(folder, 'main.ts'), out: 'console' },
      { in: join(folder, 'console.css'), out: 'console' },
    ],
    banner: { js: licenceNotice() },
  }).outputFiles.map(({ path, contents }) => ({ name: path.replace(/^.*[/\\]/, ''), contents }));
  const asIs = [join(folder, 'index.html'), join(PROJECT_ROOT, 'docs', 'runbook.md')];
  return [...built, ...asIs.map((file) => ({ name: basename(file), contents: readFileSync(file, 'utf8') }))];
}

/** uPlot's licence (MIT) wants to go with every copy, and its own files do not mark it as such. */
function licenceNotice(): string {
  const text = readFileSync(join(PROJECT_ROOT, 'node_modules', 'uplot', 'LICENSE'), 'utf8');
  return `/* uPlot\n${text.replaceAll('*/', '* /')}*/`;
}
