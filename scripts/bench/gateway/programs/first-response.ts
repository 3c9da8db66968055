import { callHandler, loadHandler } from '../lambda-call.ts';
import { toProxyEvent } from '../proxy-event.ts';

/** Loads a bundle, calls it once and tells when the answer was complete. */
async function main([bundle = '']: readonly string[]): Promise<void> {
  const handler = loadHandler(bundle);
  const startedAtMs = performance.timeOrigin + performance.now();
  const { answeredMs } = await callHandler(handler, toProxyEvent('buffered'));
  process.send?.({ answeredAtMs: startedAtMs + answeredMs });
}

main(process.argv.slice(2)).then(
  () => process.disconnect(),
  (error: unknown) => process.send?.({ error: String(error) }),
);
