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

/** AWS's own threshold for API errors, on the average too (CloudWatch User Guide, "Recommended alarms"). */
const API_ERROR_PERCENT = 5;

/** The same for calls; twenty can show it. */
const errorShare = { ...steady, threshold: API_ERROR_PERCENT, leastCount: MIN_CALLS } as const;

/** The row's average is the share, whatever the number of calls: three hours in a row stand in for that. */
const lastingShare = {
  ...steady,
  threshold: MOST * 100,
  isSampled: true,
  periodSeconds: HOUR,
  datapointsToAlarm: 3,
} as const;

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
  failedCalls: {
    ...errorShare,
    shareOf: ['requests'],
    why: 'Calls fail at Bedrock or in the gateway, end throttled, meet their deadline or get an empty answer, retries and fallbacks included: users get no answer.',
  },
  apiServerErrors: {
    ...steady,
    threshold: API_ERROR_PERCENT,
    shareOf: ['apiRequests'],
    isSampled: true,
    why: 'The API answers 5xx. Without an alarm on failed calls beside it, few calls came, or they fail before the gateway can record them.',
  },
  apiClientErrors: {
    ...steady,
    threshold: API_ERROR_PERCENT,
    shareOf: ['apiRequests'],
    isSampled: true,
    // AWS recommends five minutes in a row for 4xx; a caller that is refused for a quarter of an hour is no slip
    datapointsToAlarm: 3,
    why: 'The API refuses callers: keys that are wrong, revoked or expired, calls that are malformed, or a limit that is used up.',
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
  capRefusals: {
    ...never,
    why: 'A key or tenant is refused by its cap: it is used up until the day or the month is over, or a burst holds what is left of it for as long as its calls take.',
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
    ...lastingShare,
    shareOf: ['feedbackPositive', 'feedbackNegative'],
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
    onlyWith: 'budget',
    threshold: 7, // a week to cut cost or to raise the budget; our own judgement
    why: "This month's cost will soon reach the monthly budget.",
  },

  toolErrorRate: {
    ...oneInFive,
    why: 'Every fifth tool use or more fails: agents act on errors, or try the same again.',
  },
  retrySuccessRate: {
    ...lastingShare,
    comparison: 'below',
    why: 'Most retries end in failure: they add load and cost, and heal nothing.',
  },
  fallbacks: {
    ...oneInFive,
    onlyWith: 'fallbacks',
    shareOf: ['requests'],
    why: 'Every fifth call or more is answered by another model than the one meant for it: quality and price differ.',
  },
} as const satisfies AlarmTable;

/** Key of a row that has an alarm. */
export type AlarmId = keyof typeof ALARMS;
