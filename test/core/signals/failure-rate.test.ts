import { describe, expect, it } from 'vitest';
import { toQuotient } from '#core/maturity/quotient.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import { failureRate, type InvocationsDefinition } from '#core/signals/failure-rate.ts';

type Counts = Readonly<Record<string, number>>;

/** The rate of one day with these counts; what is not named has no datapoint. */
function rateOf(definition: InvocationsDefinition, counts: Counts) {
  const { of, over } = failureRate(definition);
  const toTerm = ({ signal }: { readonly signal: string }) =>
    ({ statistic: 'Sum', daily: [counts[signal] ?? null] }) as const;
  return toQuotient({
    of: of.map(toTerm),
    over: over.map(toTerm),
    ratio: catalogue.bedrockFailureRate,
    days: 1,
  });
}

describe('the failure rate', () => {
  const failed = { bedrockClientErrors: 5, bedrockServerErrors: 3, bedrockThrottles: 2 };

  it('takes failed calls to be among the accepted ones, by the newer definition', () => {
    expect(rateOf('accepted', { ...failed, bedrockInvocations: 98 })).toMatchObject({ value: 10 });
  });

  it('adds failed calls to the successful ones, by the older definition', () => {
    expect(rateOf('successful', { ...failed, bedrockInvocations: 90 })).toMatchObject({ value: 10 });
  });

  it.each(['accepted', 'successful'] as const)('is 100 where everything was throttled (%s)', (definition) => {
    expect(rateOf(definition, { bedrockThrottles: 7 })).toMatchObject({ value: 100 });
  });

  it.each(['accepted', 'successful'] as const)('is 0 where nothing failed (%s)', (definition) => {
    expect(rateOf(definition, { bedrockInvocations: 7 })).toMatchObject({ value: 0 });
  });

  it.each(['accepted', 'successful'] as const)('says nothing where there was no call (%s)', (definition) => {
    expect(rateOf(definition, {})).toEqual({ status: 'no_data' });
  });
});
