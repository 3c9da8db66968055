import type { Outcome } from '../../invocation/record.ts';
import type { SignalDefinition } from '../definition.ts';
import { counter, countOutcome, fromInvocation, modelCounter, oneIf, positive } from './columns.ts';

/** Ends of a call that leave its user without an answer, and that are nobody's own doing. */
const FAILED: ReadonlySet<Outcome> = new Set(['server_error', 'throttled', 'timeout']);

/** How calls ended. */
export const outcomes = {
  requests: {
    ...modelCounter,
    title: 'Requests',
    description:
      'Calls that reached the gateway with a valid key or stand in the invocation log, whatever became of them.',
    level: 1,
    metricName: 'Requests',
    goodDirection: 'neutral',
    document: ['basicOutput'],
    emitter: fromInvocation(() => 1),
  },
  successes: {
    ...modelCounter,
    title: 'Successful calls',
    description: 'Calls that Bedrock answered in full.',
    level: 1,
    metricName: 'Successes',
    goodDirection: 'up',
    document: ['basicOutput'],
    emitter: countOutcome('success'),
  },
  clientErrors: {
    ...modelCounter,
    title: 'Client errors',
    description: 'Calls refused because of what was sent (4xx other than throttling).',
    level: 1,
    metricName: 'ClientErrors',
    goodDirection: 'down',
    emitter: countOutcome('client_error'),
  },
  serverErrors: {
    ...modelCounter,
    title: 'Server errors',
    description: 'Calls that failed at Bedrock or in the gateway (5xx).',
    level: 1,
    metricName: 'ServerErrors',
    goodDirection: 'down',
    emitter: countOutcome('server_error'),
  },
  failedCalls: {
    ...counter,
    title: 'Failed calls',
    description:
      'Calls that left their user without an answer: server errors, throttled and timed-out calls, empty answers.',
    level: 1,
    metricName: 'FailedCalls',
    goodDirection: 'down',
    emitter: fromInvocation(({ outcome, emptyResponse }) => oneIf(FAILED.has(outcome) || emptyResponse)),
  },
  emptyResponses: {
    ...counter,
    title: 'Empty answers',
    description: 'Successful calls whose answer held no text, no tool use and no other content.',
    level: 1,
    metricName: 'EmptyResponses',
    goodDirection: 'down',
    document: ['sanityCheck'],
    emitter: fromInvocation((record) => oneIf(record.emptyResponse)),
  },
  throttles: {
    ...modelCounter,
    title: 'Throttled calls',
    description: 'Calls that ended throttled after every attempt.',
    level: 2,
    metricName: 'Throttles',
    goodDirection: 'down',
    emitter: countOutcome('throttled'),
  },
  timeouts: {
    ...modelCounter,
    title: 'Timed-out calls',
    description: 'Calls that met the deadline before Bedrock finished.',
    level: 2,
    metricName: 'Timeouts',
    goodDirection: 'down',
    emitter: countOutcome('timeout'),
  },
  aborts: {
    ...modelCounter,
    title: 'Aborted calls',
    description: 'Calls cut off before the end: the caller hung up or the stream broke.',
    level: 2,
    metricName: 'Aborts',
    goodDirection: 'down',
    emitter: countOutcome('aborted'),
  },
  retries: {
    ...counter,
    title: 'Retries',
    description: 'Attempts beyond the first.',
    level: 2,
    metricName: 'Retries',
    goodDirection: 'down',
    emitter: fromInvocation((record) => positive(record.attempts - 1)),
  },
  retriedSuccesses: {
    ...counter,
    // 0 or 1 for each retried call: the number of samples is the number of those, the average the share that recovered
    statistics: ['Sum', 'SampleCount'],
    title: 'Recovered calls',
    description: 'Calls that took more than one attempt and were answered in full.',
    level: 2,
    metricName: 'RetriedSuccesses',
    goodDirection: 'up',
    emitter: fromInvocation(({ attempts, outcome }) =>
      attempts > 1 ? Number(outcome === 'success') : undefined,
    ),
  },
  fallbacks: {
    ...modelCounter,
    title: 'Fallbacks',
    description: 'Calls for which another model than the one asked first was asked last.',
    level: 5,
    metricName: 'Fallbacks',
    goodDirection: 'down',
    emitter: fromInvocation((record) => oneIf(record.fallbackFrom !== undefined)),
  },
  fallbackSuccesses: {
    ...counter,
    title: 'Successful fallbacks',
    description: 'Calls that another model than the one asked first answered in full.',
    level: 5,
    metricName: 'FallbackSuccesses',
    goodDirection: 'up',
    emitter: fromInvocation((record) =>
      oneIf(record.fallbackFrom !== undefined && record.outcome === 'success'),
    ),
  },
} as const satisfies Record<string, SignalDefinition>;
