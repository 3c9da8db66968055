import { EXIT } from './aws-command/parsed.ts';
import { runParsed } from './aws-command/run.ts';
import { styleFor } from './local/start/report.ts';
import { formatComparison } from './models/format-comparison.ts';
import { formatOwnership } from './models/format-ownership.ts';
import { MODELS_USAGE, type ModelsCommand, parseModelsCommand } from './models/options.ts';
import { runComparison } from './models/run.ts';
import { runOwnership } from './models/run-ownership.ts';

async function run(command: ModelsCommand): Promise<void> {
  const style = styleFor(process.stdout, process.env);
  if (command.action === 'tco') {
    const ownership = await runOwnership(command);
    process.stdout.write(command.json ? toJson(ownership) : formatOwnership(ownership, style));
  } else {
    const comparison = await runComparison(command);
    process.stdout.write(command.json ? toJson(comparison) : formatComparison(comparison, style));
  }
}

const toJson = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;

process.stdout.on('error', () => process.exit(EXIT.ok)); // the reader of a pipe is gone
await runParsed(parseModelsCommand(process.argv.slice(2)), { usage: MODELS_USAGE, run });
