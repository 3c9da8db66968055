import { callHandler, loadHandler } from '../lambda-call.ts';
import { toProxyEvent } from '../proxy-event.ts';

/** Loads a bundle, calls it once and tells when the answer was complete, as Unix time in milliseconds. */
async function main([bundle = '']: readonly string[]): Promise<void> {
  process.stdout.write = () => true; // a log line goes to Lambda's own pipe, not to a terminal
  const { answeredAtMs } = await callHandler(loadHandler(bundle), toProxyEvent('buffered'));
  process.send?.({ answeredAtMs: performance.timeOrigin + answeredAtMs });
}

main(process.argv.slice(2)).then(
  () => process.disconnect(),
  (error: unknown) => process.send?.({ error: String(error) }),
);
