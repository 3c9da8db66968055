import type { BundleInParts } from '../bundle.ts';
import { startChild } from '../child.ts';
import { median } from '../statistics.ts';
import { programPath } from './build.ts';
import { lambdaEnvironment } from './lambda-environment.ts';
import { FirstResponse } from './messages.ts';

/** Median time from starting a fresh process to its first answer, in milliseconds. */
export interface FirstResponseTimes {
  /** A handler that does nothing. */
  readonly bareNodeMs: number;
  /** A handler that makes one plain call. */
  readonly rawCallMs: number;
  readonly gatewayMs: number;
  /** Processes per variant. */
  readonly starts: number;
}

/** Starts fresh processes, so many per variant and in turns: an empty handler, one with a plain call, the gateway. */
export async function measureFirstResponse(
  { path }: BundleInParts,
  { stubPort, starts }: { readonly stubPort: number; readonly starts: number },
): Promise<FirstResponseTimes> {
  const variants = { bare: programPath('empty-handler'), raw: programPath('raw-handler'), gateway: path };
  const times = { bare: toList(), raw: toList(), gateway: toList() };
  for (let start = 0; start < starts; start += 1) {
    times.bare.push(await timeStart(variants.bare, stubPort));
    times.raw.push(await timeStart(variants.raw, stubPort));
    times.gateway.push(await timeStart(variants.gateway, stubPort));
  }
  return {
    bareNodeMs: median(times.bare),
    rawCallMs: median(times.raw),
    gatewayMs: median(times.gateway),
    starts,
  };
}

const toList = (): number[] => [];

async function timeStart(bundle: string, stubPort: number): Promise<number> {
  const startedAtMs = performance.timeOrigin + performance.now();
  const child = startChild({
    nodeArguments: [programPath('first-response'), bundle],
    environment: lambdaEnvironment(stubPort),
  });
  try {
    return (await child.next(FirstResponse)).answeredAtMs - startedAtMs;
  } finally {
    await child.stop();
  }
}
