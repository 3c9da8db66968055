import type { SignalDefinition } from '../definition.ts';
import { counter, fromCapture, fromInvocation, modelCounter, oneIf, positive } from './columns.ts';

/** Passive capture is off until a setting turns it on. */
const capturing = { silence: 'no_data' } as const;

/** What is seen of calls that do not go through the gateway, and what is not. */
export const capture = {
  directCalls: {
    ...modelCounter,
    ...capturing,
    title: 'Calls past the gateway',
    description: 'Calls that Bedrock’s invocation log showed and the gateway did not make.',
    level: 3,
    metricName: 'DirectCalls',
    goodDirection: 'down',
    emitter: fromInvocation((record) => oneIf(record.source === 'invocation_log')),
  },
  callsWithoutBody: {
    ...counter,
    ...capturing,
    title: 'Logged calls without a body',
    description:
      'Calls past the gateway whose logged body was missing, too large or not readable: only tokens are known of them.',
    level: 3,
    metricName: 'CallsWithoutBody',
    goodDirection: 'down',
    emitter: fromInvocation((record) => oneIf(record.withoutBody === true)),
  },
  quarantinedLogEvents: {
    ...counter,
    ...capturing,
    title: 'Quarantined log events',
    description: 'Events of the invocation log that could not be read as a call and were kept aside.',
    level: 3,
    metricName: 'QuarantinedLogEvents',
    goodDirection: 'down',
    emitter: fromCapture(({ quarantinedEvents = 0 }) => positive(quarantinedEvents)),
  },
  invocationLoggingChanges: {
    ...counter,
    ...capturing,
    title: 'Changes to invocation logging',
    description:
      'Times that somebody changed or deleted the Region’s model invocation logging past the stack.',
    level: 3,
    metricName: 'InvocationLoggingChanges',
    goodDirection: 'down',
    emitter: fromCapture(({ loggingChanges = 0 }) => positive(loggingChanges)),
  },
} as const satisfies Record<string, SignalDefinition>;
