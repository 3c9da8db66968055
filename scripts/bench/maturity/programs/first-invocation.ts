import { createRequire } from 'node:module';

type Handler = (event: unknown, context: object) => Promise<unknown>;

function loadHandler(path: string): Handler {
  const bundle: unknown = createRequire(path)(path);
  if (typeof bundle === 'object' && bundle !== null && 'handler' in bundle && isHandler(bundle.handler))
    return bundle.handler;
  throw new Error(`${path} exports no handler.`);
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

/** Loads a bundle, calls it once and tells when the answer was complete. The parent ends it then: an answer may be long. */
async function main([bundle = '', event = '{}']: readonly string[]): Promise<void> {
  const answer = await loadHandler(bundle)(JSON.parse(event), {});
  process.send?.({ answeredAtMs: performance.timeOrigin + performance.now(), answer });
}

main(process.argv.slice(2)).catch((error: unknown) => process.send?.({ error: String(error) }));
