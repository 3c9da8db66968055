import { runGenerator } from './generated-document.ts';
import { renderAssessmentSchema } from './render-assessment-schema.ts';

process.exitCode = await runGenerator(
  { path: 'docs/schemas/assessment.schema.json', render: renderAssessmentSchema },
  process.argv.slice(2),
);
