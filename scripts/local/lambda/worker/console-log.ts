import { format } from 'node:util';

const LEVELS = {
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  debug: 'DEBUG',
  trace: 'TRACE',
} as const;

/** Where a function's output goes, and in which of Lambda's log formats. */
export interface OutputOptions {
  readonly format: 'Text' | 'JSON';
  readonly emit: (message: string) => void;
  readonly currentRequestId: () => string | undefined;
}

/** Below the application log level INFO, which is Lambda's default. */
const FILTERED: readonly string[] = ['DEBUG', 'TRACE'];

/**
 * Sends everything the function prints to `emit`, one call per log event, as Lambda does: `console.*` with time,
 * request id and level; plain writes to stdout and stderr line by line, untouched.
 */
export function captureOutput({ format: logFormat, emit, currentRequestId }: OutputOptions): void {
  for (const [method, level] of Object.entries(LEVELS))
    Reflect.set(console, method, (...values: unknown[]) => {
      const timestamp = new Date().toISOString();
      const requestId = currentRequestId();
      if (logFormat === 'Text')
        emit(`${timestamp}\t${requestId ?? 'undefined'}\t${level}\t${format(...values)}`);
      else if (!FILTERED.includes(level))
        emit(JSON.stringify({ timestamp, level, requestId, message: format(...values) }));
    });
  process.stdout.write = lineWriter(emit);
  process.stderr.write = lineWriter(emit);
}

function lineWriter(emit: (message: string) => void) {
  let rest = '';
  return (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const lines = (rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))).split(
      '\n',
    );
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') emit(line);
    const done = [encoding, callback].find((value) => typeof value === 'function');
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
}
