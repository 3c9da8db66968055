import type { SignalDefinition } from '../definition.ts';
import { counter, fromInvocation, oneIf } from './columns.ts';

/** What caps of keys and tenants do. */
export const caps = {
  capRefusals: {
    ...counter,
    title: 'Calls over a cap',
    description:
      'Calls refused because a cap of their key or tenant is used up, or cannot be kept for want of a price.',
    level: 2,
    metricName: 'CapRefusals',
    goodDirection: 'down',
    // a call that was let through is charged something
    emitter: fromInvocation(({ cap }) =>
      oneIf(cap?.outcome === 'refused' || (cap?.outcome === 'unpriced' && cap.charged === undefined)),
    ),
  },
  capFailures: {
    ...counter,
    title: 'Calls past their caps',
    description: 'Calls that could not be held against their caps, or whose use could not be counted.',
    level: 2,
    metricName: 'CapFailures',
    goodDirection: 'down',
    emitter: fromInvocation(({ cap }) => oneIf(cap?.outcome === 'unchecked' || cap?.charged === 'failed')),
  },
} as const satisfies Record<string, SignalDefinition>;
