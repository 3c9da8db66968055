import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { closedObject, oneOf, wholeNumber } from './fields.ts';

const onOff = z.boolean({ error: 'true or false' });
/** Every period that CloudWatch has: prompts are kept for as short as their owner wants. */
const PERIODS = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/** Model invocation logging of the Region and what reads it. One setting per account and Region: off unless asked for. */
export const InvocationLogging = closedObject({
  /** `adopt` reads what is set up already; `manage` sets it up where nothing is. */
  mode: oneOf(['off', 'adopt', 'manage']),
  /** Replaces a configuration that somebody else made; the end of the stack puts it back. */
  overwrite: onOff,
  // which bodies Bedrock writes into the log
  text: onOff,
  image: onOff,
  embedding: onOff,
  video: onOff,
  /** Of the log, of large bodies and of events in quarantine: where prompts are kept. */
  retentionDays: z.union(
    PERIODS.map((days) => z.literal(days)),
    { error: `one of ${PERIODS.join(', ')}` },
  ),
  /** Executions of the collector at once. */
  concurrency: z.union([wholeNumber(0, 1_000), z.literal('none')], {
    error: "a whole number from 0 to 1000, or 'none' for no reservation",
  }),
});
export type InvocationLogging = Readonly<z.infer<typeof InvocationLogging>>;

/** What holds when the settings say nothing. */
export const INVOCATION_LOGGING_DEFAULTS = {
  mode: 'off',
  overwrite: false,
  text: true,
  // pictures and vectors tell the collector nothing and fill the log
  image: false,
  embedding: false,
  video: false,
  retentionDays: RetentionDays.THREE_MONTHS,
  concurrency: 5,
} as const satisfies InvocationLogging;
