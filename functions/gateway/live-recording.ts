import type { GatewayEnvironment } from './event.ts';
import { once } from './once.ts';
import type { Recording } from './recording.ts';

/** Log and prices of the stack, loaded when they are first asked for: a caller needs neither. */
export function liveRecording(environment: GatewayEnvironment): Recording {
  const load = once(async () => (await import('./recording.ts')).createRecording(environment));
  return {
    sink: {
      writeInvocation: async (record) => (await load()).sink.writeInvocation(record),
      reportDefect: (error) => {
        const reported = load().then(({ sink }) => sink.reportDefect(error));
        reported.catch(() => undefined); // the call ends with the same failure when it is to be recorded
      },
    },
    prices: { pricesFor: async (modelIds) => (await load()).prices.pricesFor(modelIds) },
  };
}
