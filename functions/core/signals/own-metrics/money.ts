import type { SignalDefinition } from '../definition.ts';
import { counter, fromInvocation, modelCounter, oneIf } from './columns.ts';

/** What calls cost, and what the prompt cache saves. CloudWatch has no unit for money. */
export const money = {
  cost: {
    ...modelCounter,
    unit: 'None',
    // the number of samples is the number of calls that have a price
    statistics: ['Sum', 'SampleCount'],
    title: 'Cost in USD',
    description: 'What the priced calls cost by the price table, guardrails included.',
    level: 2,
    metricName: 'CostUsd',
    goodDirection: 'down',
    tellsCost: true,
    document: ['costTracking'],
    emitter: fromInvocation((record) => record.costUsd),
  },
  unpricedCalls: {
    ...counter,
    title: 'Calls without a price',
    description: 'Calls that were billed and whose cost is not known; the record says why.',
    level: 2,
    metricName: 'UnpricedCalls',
    goodDirection: 'down',
    emitter: fromInvocation((record) => oneIf(record.unpriced !== undefined)),
  },
  cacheSaved: {
    ...counter,
    unit: 'None',
    title: 'Saved by the prompt cache in USD',
    description: 'What cached tokens cost less than plain input, minus what writing them cost more.',
    level: 4,
    metricName: 'CacheSavedUsd',
    goodDirection: 'up',
    tellsCost: true,
    emitter: fromInvocation((record) => record.cacheSavedUsd),
  },
} as const satisfies Record<string, SignalDefinition>;
