import { runGenerator } from './generated-document.ts';
import { withCriteria } from './render-criteria.ts';

process.exitCode = await runGenerator(
  { path: 'docs/maturity.md', render: withCriteria },
  process.argv.slice(2),
);
