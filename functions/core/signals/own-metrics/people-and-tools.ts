import type { SignalDefinition } from '../definition.ts';
import { counter, fromFeedback, fromInvocation, oneIf, positive } from './columns.ts';

/** What people think and do, and what agents do with tools. */
export const peopleAndTools = {
  feedbackPositive: {
    ...counter,
    title: 'Positive feedback',
    description: 'Answers that a user rated positive.',
    level: 4,
    metricName: 'FeedbackPositive',
    goodDirection: 'up',
    document: ['userFeedback'],
    emitter: fromFeedback(({ rating }) => oneIf(rating === 'positive')),
  },
  feedbackNegative: {
    ...counter,
    title: 'Negative feedback',
    description: 'Answers that a user rated negative.',
    level: 4,
    metricName: 'FeedbackNegative',
    goodDirection: 'down',
    document: ['userFeedback'],
    // 0 or 1 for each rating: its average is the share of negative ones
    emitter: fromFeedback(({ rating }) => Number(rating === 'negative')),
  },
  humanInterventions: {
    ...counter,
    title: 'Human interventions',
    description: 'Answers and actions that a person reviewed, corrected or took over.',
    level: 5,
    metricName: 'HumanInterventions',
    goodDirection: 'neutral',
    document: ['autonomy'],
  },
  toolCalls: {
    ...counter,
    title: 'Tool calls',
    description: 'Tool uses the model asked for.',
    level: 5,
    metricName: 'ToolCalls',
    goodDirection: 'neutral',
    emitter: fromInvocation((record) => positive(record.toolCalls)),
  },
  toolErrors: {
    ...counter,
    title: 'Tool errors',
    description: 'Tool results reported as errors, and malformed tool use by the model.',
    level: 5,
    metricName: 'ToolErrors',
    goodDirection: 'down',
    emitter: fromInvocation((record) => positive(record.toolErrors)),
  },
} as const satisfies Record<string, SignalDefinition>;
