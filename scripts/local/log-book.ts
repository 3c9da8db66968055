import { EventEmitter } from 'node:events';

/** One line a function or the access log wrote. */
export interface LogLine {
  /** Role of the function that wrote it (`gateway`, `authorizer`, `feedback`), or `access`. */
  readonly source: string;
  readonly message: string;
}

/** Lines to wait for. */
export interface AwaitedLines {
  readonly source: string;
  readonly matches: (line: string) => boolean;
  readonly count: number;
  /** @default 10_000 */
  readonly timeoutMs?: number;
}

/** The newest lines of everything that runs, and a way to wait for some. */
export interface LogBook {
  readonly write: (line: LogLine) => void;
  readonly lines: (source: string) => readonly string[];
  /** Resolves as soon as there are enough matching lines; rejects after the timeout. */
  readonly waitFor: (awaited: AwaitedLines) => Promise<readonly string[]>;
}

/** Lines kept per source. */
const KEPT_LINES = 20_000;
const DEFAULT_TIMEOUT_MS = 10_000;

export function createLogBook(): LogBook {
  const bySource = new Map<string, string[]>();
  const events = new EventEmitter().setMaxListeners(0);
  const lines = (source: string): readonly string[] => bySource.get(source) ?? [];

  const write = ({ source, message }: LogLine): void => {
    const known = bySource.get(source) ?? [];
    bySource.set(source, known);
    known.push(message);
    if (known.length > 2 * KEPT_LINES) known.splice(0, KEPT_LINES);
    events.emit(source, message);
  };

  const waitFor = ({ source, matches, count, timeoutMs = DEFAULT_TIMEOUT_MS }: AwaitedLines) =>
    new Promise<readonly string[]>((resolve, reject) => {
      const found = lines(source).filter(matches);
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        events.off(source, onLine);
        settle();
      };
      const onLine = (message: string) => {
        if (matches(message)) found.push(message);
        if (found.length >= count) finish(() => resolve(found));
      };
      const timer = setTimeout(() => {
        const words = `Only ${found.length} of ${count} awaited log lines of ${source} came within ${timeoutMs} ms.`;
        finish(() => reject(new Error(words)));
      }, timeoutMs);
      events.on(source, onLine);
      if (found.length >= count) finish(() => resolve(found));
    });

  return { write, lines, waitFor };
}
