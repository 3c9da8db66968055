import { runGenerator } from './generated-document.ts';
import { renderOutlookSchema } from './render-outlook-schema.ts';

process.exitCode = await runGenerator(
  { path: 'docs/schemas/outlook.schema.json', render: renderOutlookSchema },
  process.argv.slice(2),
);
