import { EXIT } from './aws-command/parsed.ts';
import { runParsed } from './aws-command/run.ts';
import { styleFor } from './local/start/report.ts';
import { formatComparison } from './models/format-comparison.ts';
import { MODELS_USAGE, type ModelsCommand, parseModelsCommand } from './models/options.ts';
import { runComparison } from './models/run.ts';

async function run(command: ModelsCommand): Promise<void> {
  const comparison = await runComparison(command);
  process.stdout.write(
    command.json
      ? `${JSON.stringify(comparison, undefined, 2)}\n`
      : formatComparison(comparison, styleFor(process.stdout, process.env)),
  );
}

process.stdout.on('error', () => process.exit(EXIT.ok)); // the reader of a pipe is gone
await runParsed(parseModelsCommand(process.argv.slice(2)), { usage: MODELS_USAGE, run });
