import * as z from 'zod';
import { MODES } from './traffic.ts';

/** What the process that plays a Lambda environment is asked for. */
export const EnvironmentRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('measure'),
    target: z.enum(['raw', 'handler']),
    mode: z.enum(MODES),
    concurrency: z.int(),
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

/** A `Batch` of another process. */
export const BatchMessage = z.object({
  firstByteMs: z.array(z.number()),
  answeredMs: z.array(z.number()),
  totalMs: z.array(z.number()),
  failures: z.int(),
  elapsedMs: z.number(),
  busy: z.number(),
});

/** Size of the log line of one call. */
export const LogLineSize = z.object({ lineBytes: z.int() });
/** Memory after a number of calls and a garbage collection: of the process, and of what is still in use. */
export const MemorySample = z.object({ rssBytes: z.number(), usedBytes: z.number() });
export type MemorySample = z.infer<typeof MemorySample>;
/** When a fresh process had its first answer, as Unix time in milliseconds. */
export const FirstResponse = z.object({ answeredAtMs: z.number() });
/** What the stub has seen of Bedrock calls since it started; bodies only. */
export const StubCounts = z.object({ calls: z.int(), requestBytes: z.int(), answerBytes: z.int() });
export type StubCounts = z.infer<typeof StubCounts>;
