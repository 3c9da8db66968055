import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withSignals } from './render-signals.ts';

const README = join(import.meta.dirname, '..', '..', 'README.md');
const USAGE = `Makes the signal table of the README from functions/core/signals/catalogue.ts.

node --import tsx scripts/docs/signal-table.ts --write   writes it
node --import tsx scripts/docs/signal-table.ts --check   ends with 1 when the README is out of date
`;

/** What to do with the README as it is and as it should be; resolves to the exit code. */
type Mode = (readme: string, current: string) => Promise<number>;

const write: Mode = async (readme, current) => {
  if (readme !== current) await writeFile(README, current);
  process.stdout.write(readme === current ? 'README.md is current.\n' : 'README.md written.\n');
  return 0;
};

const check: Mode = async (readme, current) => {
  if (readme === current) return 0;
  process.stderr.write('README.md: the signal table is out of date; run this with --write.\n');
  return 1;
};

const MODES: ReadonlyMap<string | undefined, Mode> = new Map([
  ['--write', write],
  ['--check', check],
]);

async function main([option, ...others]: readonly string[]): Promise<number> {
  const mode = MODES.get(option);
  if (!mode || others.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const readme = await readFile(README, 'utf8');
  return mode(readme, withSignals(readme));
}

process.exitCode = await main(process.argv.slice(2));
