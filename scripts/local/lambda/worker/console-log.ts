import { format } from 'node:util';

const LEVELS = {
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  debug: 'DEBUG',
  trace: 'TRACE',
} as const;

/**
 * Sends everything the function prints to `emit`, one call per log event, as Lambda's text format has it:
 * `console.*` with time, request id and level in front; plain writes to stdout and stderr line by line, untouched.
 */
export function captureOutput(
  emit: (message: string) => void,
  currentRequestId: () => string | undefined,
): void {
  for (const [method, level] of Object.entries(LEVELS))
    Reflect.set(console, method, (...values: unknown[]) => {
      const requestId = currentRequestId() ?? 'undefined';
      emit(`${new Date().toISOString()}\t${requestId}\t${level}\t${format(...values)}`);
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
