import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WaymarkError } from '#core/errors.ts';
import { PROJECT_FOLDER, synthesise } from '#scripts/local/synthesise.ts';
import { runVisibly } from './command.ts';
import { installPythonTool } from './python-tool.ts';
import { templateOf } from './stack.ts';

const HELP = `Usage: node --import tsx scripts/emulator/lint-template.ts [--help]

Synthesises every stage and lints the templates with cfn-lint; a warning fails as an error does. What is ignored, and
why, is in .cfnlintrc.yaml. Needs python3 3.11 or newer with venv; what it installs stays in build/python.`;

const STAGES = ['dev', 'test', 'prod'];

async function main(): Promise<number> {
  const onProgress = (line: string): void => console.log(line);
  const programs = await installPythonTool('cfn-lint', onProgress);
  const templates: string[] = [];
  for (const stage of STAGES)
    templates.push(await templateOf(await synthesise({ context: { stage }, onProgress })));
  const code = await runVisibly({
    program: join(programs, 'cfn-lint'),
    parameters: ['--non-zero-exit-code', 'informational', '--template', ...templates],
    folder: PROJECT_FOLDER,
  });
  if (code === 0) console.log(`cfn-lint has nothing to say about ${templates.length} templates.`);
  return code;
}

try {
  const { values } = parseArgs({ options: { help: { type: 'boolean' } } });
  if (values.help) console.log(HELP);
  else process.exitCode = await main();
} catch (error) {
  if (!(error instanceof WaymarkError || error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
