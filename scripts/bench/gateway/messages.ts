import * as z from 'zod';
import { MODES } from './traffic.ts';

/** What the process that plays a Lambda environment is asked for. */
export const EnvironmentRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('measure'),
    target: z.enum(['raw', 'handler']),
    mode: z.enum(MODES),
    calls: z.int(),
  }),
  z.object({ type: z.literal('log-line'), mode: z.enum(MODES) }),
  z.object({ type: z.literal('soak'), calls: z.int() }),
]);
export type EnvironmentRequest = z.infer<typeof EnvironmentRequest>;

/** A child is ready to be used. */
export const Ready = z.object({ ready: z.literal(true) });
/** A child listens. */
export const Listening = z.object({ port: z.int() });
/** The local stack serves. */
export const StackReady = z.object({ apiUrl: z.url(), key: z.string() });

/** Times of a batch of calls: until the answer was complete, and until the environment was free again. */
export const EnvironmentBatch = z.object({
  answeredMs: z.array(z.number()),
  finishedMs: z.array(z.number()),
  failures: z.int(),
  elapsedMs: z.number(),
});
export type EnvironmentBatch = z.infer<typeof EnvironmentBatch>;

/** Size of the log line of one call. */
export const LogLineSize = z.object({ lineBytes: z.int() });
/** Memory after a number of calls and a garbage collection. */
export const MemorySample = z.object({ rssBytes: z.number(), heapBytes: z.number() });
export type MemorySample = z.infer<typeof MemorySample>;
/** When a fresh process had its first answer. */
export const FirstResponse = z.object({ answeredAtMs: z.number() });
