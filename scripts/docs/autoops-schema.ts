import { runGenerator } from './generated-document.ts';
import { renderAutoOpsSchema } from './render-assessment-schema.ts';

process.exitCode = await runGenerator(
  { path: 'docs/schemas/autoops.schema.json', render: renderAutoOpsSchema },
  process.argv.slice(2),
);
