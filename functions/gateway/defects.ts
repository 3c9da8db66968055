import type { RecordSink } from '#functions/ports.ts';

/** What `compute` answers, or `fallback` when it throws: reading a copy must not cost the caller the original. */
export function orOnDefect<Value>(
  compute: () => Value,
  fallback: Value,
  reportDefect: RecordSink['reportDefect'],
): Value {
  try {
    return compute();
  } catch (error) {
    reportDefect(error);
    return fallback;
  }
}
