import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** The console's page: markup, script and style, to lie beside the function's code. */
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
  return [...built, { name: 'index.html', contents: readFileSync(join(folder, 'index.html'), 'utf8') }];
}

/** uPlot's licence (MIT) wants to go with every copy, and its own files do not mark it as such. */
function licenceNotice(): string {
  const text = readFileSync(join(PROJECT_ROOT, 'node_modules', 'uplot', 'LICENSE'), 'utf8');
  return `/* uPlot\n${text.replaceAll('*/', '* /')}*/`;
}
