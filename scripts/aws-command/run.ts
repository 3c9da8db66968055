import { silenceNodeVersionWarning } from '../local/isolate.ts';
import { explainAwsError } from './explain.ts';
import { EXIT, type Parsed } from './parsed.ts';

/** Writes a line for the person, not for the pipe. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Does what the command line asked for. Help goes to stdout, whatever is wrong to stderr with an exit code. */
export async function runParsed<Command>(
  parsed: Parsed<Command>,
  {
    usage,
    run,
    explain = explainAwsError,
  }: {
    readonly usage: string;
    readonly run: (command: Command) => Promise<void>;
    /** @default explainAwsError */
    readonly explain?: (error: unknown) => string;
  },
): Promise<void> {
  if (parsed.kind === 'help') {
    process.stdout.write(usage);
  } else if (parsed.kind === 'wrong') {
    say(`${parsed.words}\n\n${usage}`);
    process.exitCode = EXIT.usage;
  } else {
    silenceNodeVersionWarning();
    await run(parsed.command).catch((error: unknown) => {
      say(explain(error));
      process.exitCode = EXIT.failed;
    });
  }
}
