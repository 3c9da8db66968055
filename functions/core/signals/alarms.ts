import { MIN_CALLS, MOST } from '../maturity/thresholds.ts';
import type { AlarmTable } from './alarm-definition.ts';

const FIVE_MINUTES = 300;
const HOUR = 3_600;
const DAY = 86_400;

/**
 * Two of three periods: one bad minute wakes nobody, and one late datapoint hides nothing. Counters are written only
 * above zero and nobody may call at night, so that a period without data is a quiet one.
 */
const steady = {
  comparison: 'above',
  periodSeconds: FIVE_MINUTES,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  missingData: 'notBreaching',
} as const;

/** One is enough: what should never happen. */
const never = { ...steady, threshold: 1, evaluationPeriods: 1, datapointsToAlarm: 1 } as const;

/** AWS's own threshold for API errors is 5 % (CloudWatch User Guide, "Recommended alarms"); twenty calls can show it. */
const errorShare = { ...steady, threshold: 5, leastCount: MIN_CALLS } as const;

/** The outlook is computed once a day; a day without a figure is one on which nothing is predicted to run out. */
const lookAhead = {
  ...never,
  comparison: 'below',
  periodSeconds: DAY,
} as const;

/** One in five: more than trials and single users make. Our own judgement. */
const oneInFive = { ...errorShare, threshold: 20 } as const;

/** Every alarm, by the catalogue's row that it watches; apart from the catalogue so that no function carries it. */
export const ALARMS = {
  serverErrors: {
    ...errorShare,
    shareOf: ['requests'],
    why: 'Calls fail at Bedrock or in the gateway, retries and fallbacks included: users see errors.',
  },
  apiServerErrors: {
    ...errorShare,
    shareOf: ['apiRequests'],
    why: 'The API answers 5xx. Without an alarm on server errors beside it, calls fail before the gateway can record them.',
  },
  apiClientErrors: {
    ...errorShare,
    shareOf: ['apiRequests'],
    // AWS recommends five of five minutes for 4xx; this is the same length
    why: 'The API refuses callers: keys that are wrong, revoked or expired, calls that are malformed, or a limit that is used up.',
  },
  emptyResponses: {
    ...errorShare,
    shareOf: ['successes'],
    why: 'Models answer with nothing. No error is counted anywhere else, but users get no answer.',
  },
  lambdaErrors: {
    ...never,
    why: 'A function crashed, ran out of memory or out of time. Every failure that is foreseen is handled, so this is a defect or a limit.',
  },

  latency: {
    ...steady,
    threshold: 29_000, // API Gateway ends an ordinary call after 29 s: what callers' own timeouts are made for
    statistic: 'p90',
    datapointsToAlarm: 3,
    why: 'One call in ten takes longer than callers usually wait.',
  },
  throttles: {
    ...errorShare,
    shareOf: ['requests'],
    why: 'Bedrock throttles calls even after every retry: the quota of a model is used up.',
  },
  timeouts: {
    ...errorShare,
    shareOf: ['requests'],
    why: 'Calls meet their deadline before Bedrock finishes: users waited for nothing.',
  },
  usageMissing: {
    ...errorShare,
    shareOf: ['successes'],
    why: 'Answers carry no token counts that can be read: usage and cost are higher than what is shown.',
  },
  capRefusals: {
    ...never,
    why: 'A key or tenant has used up its cap and is refused until the day or the month is over.',
  },
  capFailures: {
    ...never,
    why: 'Caps could not be read or written: calls are let through or refused unseen by them, as the setting caps.onFailure says.',
  },
  unpricedCalls: {
    ...errorShare,
    shareOf: ['requests'],
    why: 'Calls are billed that the price table has no price for, or that did not tell their tokens: cost is higher than what is shown.',
  },
  invocationLogFailures: {
    ...never,
    // its S3 counterpart has no alarm: that metric's name is a guess, and an alarm on it would look healthy for ever
    why: 'Bedrock could not deliver invocation logs: calls are missing from the audit trail, and nothing delivers them again.',
  },

  quarantinedLogEvents: {
    ...never,
    onlyWith: 'capture',
    why: 'Events of the invocation log could not be read as calls: they are kept, and missing from every count and cost.',
  },
  invocationLoggingChanges: {
    ...never,
    onlyWith: 'capture',
    why: 'Somebody changed or deleted the Region’s model invocation logging: calls past the gateway may go unseen from now on.',
  },

  guardrailInterventions: {
    ...oneInFive,
    shareOf: ['guardrailEvaluations'],
    why: 'The guardrail steps into every fifth call or more: an attack, or a guardrail too strict for what users ask.',
  },
  promptAttacks: {
    ...steady,
    threshold: 10, // two a minute: faster than a person tries by hand; our own judgement
    datapointsToAlarm: 1,
    evaluationPeriods: 1,
    why: 'Somebody tries to talk the model out of its instructions, again and again.',
  },

  timeToFirstToken: {
    ...steady,
    threshold: 10_000, // the limit for keeping a person's attention (Nielsen, "Usability Engineering", 1993)
    statistic: 'p90',
    datapointsToAlarm: 3,
    why: 'In one stream of ten, users look at nothing for longer than attention lasts.',
  },
  feedbackNegative: {
    ...steady,
    threshold: MOST * 100,
    shareOf: ['feedbackPositive', 'feedbackNegative'],
    leastCount: MIN_CALLS,
    periodSeconds: HOUR,
    why: 'Most of the users who rate an answer reject it.',
  },

  costDifferenceExceeded: {
    ...never,
    onlyWith: 'reconciliation',
    periodSeconds: DAY, // written once a day
    why: 'What AWS bills for Bedrock and what the records add up to are further apart than the setting cost.maxDifferencePercent allows: calls go past the gateway, or a price is wrong.',
  },

  quotaExhaustedInDays: {
    ...lookAhead,
    threshold: 14, // a larger quota is asked for by a request that people decide on; our own judgement
    why: 'A model will soon use all tokens a minute that its quota allows: Bedrock throttles what comes on top.',
  },
  budgetExhaustedInDays: {
    ...lookAhead,
    threshold: 7, // a week to cut cost or to raise the budget; our own judgement
    why: "This month's cost will soon reach the monthly budget.",
  },

  toolErrorRate: {
    ...oneInFive,
    why: 'Every fifth tool use or more fails: agents act on errors, or try the same again.',
  },
  retrySuccessRate: {
    ...steady,
    threshold: MOST * 100,
    comparison: 'below',
    leastCount: MIN_CALLS,
    why: 'Most retries end in failure: they add load and cost, and heal nothing.',
  },
  fallbacks: {
    ...oneInFive,
    shareOf: ['requests'],
    why: 'Every fifth call or more is answered by another model than the one meant for it: quality and price differ.',
  },
} as const satisfies AlarmTable;

/** Key of a row that has an alarm. */
export type AlarmId = keyof typeof ALARMS;
