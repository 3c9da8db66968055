import { Logger, type LogItem, LogLevelThreshold } from '@aws-lambda-powertools/logger';
import type { Members } from '#core/invocation/written-form.ts';
import { LineFormatter } from './line-formatter.ts';

/**
 * Powertools' logger, which prints in a simpler way. Its own looks at every member for errors, bigints and circles,
 * which no line here holds, and goes through a `Console`: 15 µs of a call.
 */
class LineLogger extends Logger {
  /**
   * Writes the record of a call as it is. It has no severity and tells its own time, trace and source; asking for
   * Powertools' words for them takes 20 µs, and a line is paid for by the byte.
   */
  writeRecord(message: string, members: Members): void {
    if (this.level <= LogLevelThreshold.INFO) print({ message, ...members });
  }

  protected override printLog(_logLevel: number, line: LogItem): void {
    line.prepareForPrint();
    print(line.getAttributes());
  }
}

/** The logger of a function whose lines are paid for by the byte. */
export function createLineLogger(): LineLogger {
  return new LineLogger({ logFormatter: new LineFormatter() });
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
