import type { FeedbackRecord } from '../../invocation/record.ts';
import type { SignalDefinition } from '../definition.ts';
import { counter, fromFeedback, fromInvocation, oneIf, positive, stageCounter } from './columns.ts';

const rated = (rating: FeedbackRecord['rating']) => fromFeedback((record) => oneIf(record.rating === rating));

/** What people think and do, and what agents do with tools. */
export const peopleAndTools = {
  feedbackPositive: {
    ...stageCounter,
    title: 'Positive feedback',
    description: 'Answers that a user rated positive.',
    level: 4,
    metricName: 'FeedbackPositive',
    goodDirection: 'up',
    document: ['userFeedback'],
    emitter: rated('positive'),
  },
  feedbackNegative: {
    ...stageCounter,
    title: 'Negative feedback',
    description: 'Answers that a user rated negative.',
    level: 4,
    metricName: 'FeedbackNegative',
    goodDirection: 'down',
    document: ['userFeedback'],
    emitter: rated('negative'),
  },
  humanInterventions: {
    ...stageCounter,
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
