import type { GatewayEnvironment } from './event.ts';
import type { Recording } from './recording.ts';

/** Log and prices of the stack, loaded when they are first asked for: a caller needs neither. */
export function liveRecording(environment: GatewayEnvironment): Recording {
  let loaded: Promise<Recording> | undefined;
  const load = (): Promise<Recording> => {
    loaded ??= import('./recording.ts').then(({ createRecording }) => createRecording(environment));
    return loaded;
  };
  return {
    sink: {
      writeInvocation: async (record) => (await load()).sink.writeInvocation(record),
      reportDefect: (error) => void load().then(({ sink }) => sink.reportDefect(error)),
    },
    prices: { pricesFor: async (modelIds) => (await load()).prices.pricesFor(modelIds) },
  };
}
