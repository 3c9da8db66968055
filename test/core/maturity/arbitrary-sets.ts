import fc from 'fast-check';
import { CRITERIA } from '#core/maturity/criteria.ts';
import { FACT_IDS, SIGNAL_IDS } from '#core/maturity/evidence.ts';
import type { FactObservation, ObservationSet, SignalObservation } from '#core/maturity/observation.ts';
import { LARGEST_VALUE, UNKNOWN_REASONS } from '#core/maturity/observation.ts';
import { emptyObservationSet, observationSet, WINDOW } from './sample-observations.ts';

const ODD_IDS = ['__proto__', 'constructor', 'toString', '', 'noSuchSignal'];
const ODD_NUMBERS = [0, -0, -1, 0.5, 1e-9, 19.999, 1e15, LARGEST_VALUE, -LARGEST_VALUE];

const instant = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const text = fc.string({ maxLength: 12 });
const number = fc.oneof(
  fc.constantFrom(...ODD_NUMBERS),
  fc.integer({ min: 0, max: 5_000 }),
  fc.double({ noNaN: true, min: -LARGEST_VALUE, max: LARGEST_VALUE }),
);

/** A reading that says nothing. */
export const anyReading = fc.record(
  {
    status: fc.constant('unknown' as const),
    reason: fc.constantFrom(...UNKNOWN_REASONS),
    detail: text,
    permission: fc.constantFrom('bedrock:ListGuardrails', 'service:Action'),
  },
  { requiredKeys: ['status', 'reason', 'detail'] },
);

const provenance = {
  observedAt: instant,
  source: fc.record({ call: text, query: text }),
  window: fc.constant(WINDOW),
};
const strange: fc.Arbitrary<SignalObservation | FactObservation> = fc.oneof(
  fc.record({
    kind: fc.constant('signal' as const),
    id: fc.constantFrom(...SIGNAL_IDS, ...FACT_IDS, ...ODD_IDS),
    ...provenance,
    reading: fc.oneof(
      fc.record({
        status: fc.constant('known' as const),
        value: number,
        daily: fc.array(fc.option(number), { maxLength: 3 }),
      }),
      fc.record({ status: fc.constant('no_data' as const) }),
      anyReading,
    ),
  }),
  fc.record({
    kind: fc.constant('fact' as const),
    id: fc.constantFrom(...FACT_IDS, ...SIGNAL_IDS, ...ODD_IDS),
    ...provenance,
    reading: fc.oneof(
      fc.record({ status: fc.constant('known' as const), value: fc.jsonValue() }),
      anyReading,
    ),
  }),
);

const attestation = fc.record({
  schemaVersion: fc.constant(1 as const),
  criterion: fc.constantFrom(...CRITERIA.map(({ id }) => id), ...ODD_IDS),
  statement: text,
  signedBy: text,
  signedAt: instant,
  until: instant,
});
const summary = fc.record({
  assessedAt: instant,
  level: fc.integer({ min: 0, max: 5 }),
  solidLevel: fc.integer({ min: 0, max: 5 }),
  criteria: fc.dictionary(
    fc.constantFrom(...CRITERIA.map(({ id }) => id), 'gone'),
    fc.constantFrom('met' as const, 'unmet' as const, 'unknown' as const),
  ),
});

const ordinary = observationSet().observations;

/** Any observation set that the schema admits: parts of the sample mixed with strange values and ids. */
export const anyObservationSet: fc.Arbitrary<ObservationSet> = fc
  .tuple(
    fc.subarray(ordinary),
    fc.array(strange, { maxLength: 20 }),
    fc.array(attestation, { maxLength: 8 }),
    fc.array(summary, { maxLength: 12 }),
  )
  .map(([known, odd, attestations, previous]) => ({
    ...emptyObservationSet(),
    observations: [...known, ...odd],
    attestations,
    previous,
  }));
