/**
 * How long work that nobody waits for leaves a call alone, in milliseconds: by then the call has gone out, also from a new
 * environment with a third of a processor (512 MB), and few models have answered. Our own judgement.
 */
const HEAD_START_MS = 100;

/**
 * Does `work` while a call is under way without holding it up: a new environment loads code, which blocks everything
 * else. Asking for the result begins it at once.
 */
export function startLate<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let result: Promise<Value> | undefined;
  const start = (): Promise<Value> => {
    result ??= work();
    result.catch(() => undefined); // whoever asks for it is told
    return result;
  };
  const timer = setTimeout(start, HEAD_START_MS);
  return () => {
    clearTimeout(timer);
    return start();
  };
}
