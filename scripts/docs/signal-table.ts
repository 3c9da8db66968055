import { runGenerator } from './generated-document.ts';
import { withSignals } from './render-signals.ts';

process.exitCode = await runGenerator(
  { path: 'docs/records.md', render: withSignals },
  process.argv.slice(2),
);
