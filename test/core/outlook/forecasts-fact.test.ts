import { describe, expect, it } from 'vitest';
import { FACTS } from '#core/maturity/facts.ts';
import { ObservationSet } from '#core/maturity/observation.ts';
import { withForecasts } from '#core/outlook/forecasts-fact.ts';
import { lookAhead } from '#core/outlook/look-ahead.ts';
import { simulate } from '../forecast/simulated-series.ts';
import { emptyObservationSet } from '../maturity/sample-observations.ts';
import { costing, daily, outlookInput, TODAY } from './sample-input.ts';

const set = { ...emptyObservationSet(), observedAt: `${TODAY}T09:30:30.000Z` };
const values = simulate({ seed: 'fact', days: 63, noise: 50 });
const input = costing(values, 1e6);
const outlook = lookAhead({ ...input, daily: new Map([...input.daily, ['inputTokens', daily(values)]]) });

const readingIn = (observed: ReturnType<typeof withForecasts>) => {
  const [found, ...others] = observed.observations.filter(({ id }) => id === 'forecasts');
  expect(others).toEqual([]);
  return found?.reading;
};

describe('forecasts as evidence', () => {
  it('say method, days and error of the tokens and what the month will cost', () => {
    const observed = withForecasts(set, outlook);
    const reading = readingIn(observed);

    const [tokens] = outlook.series;
    if (reading?.status !== 'known' || !('value' in reading)) throw new Error(JSON.stringify(reading));
    const fact = FACTS.forecasts.parse(reading.value);
    expect(tokens?.forecast).toMatchObject({ accuracy: fact.tokens });
    expect(fact.monthUsd).toEqual(outlook.budget.monthUsd);
    expect(ObservationSet.parse(observed)).toEqual(observed);
  });

  it('say why there is none', () => {
    const reading = readingIn(withForecasts(set, lookAhead(outlookInput())));

    expect(reading).toMatchObject({
      status: 'known',
      value: { tokensRefusal: '0 days with data over 0 days; a forecast takes 12 over 13.' },
    });
  });

  it('are unknown without an outlook, and with one from before the window', () => {
    const old = { ...outlook, computedAt: '2026-11-01T05:00:00.000Z' };

    expect(readingIn(withForecasts(set, undefined))).toMatchObject({ status: 'unknown' });
    expect(readingIn(withForecasts(set, old))).toEqual({
      status: 'unknown',
      reason: 'not_collected',
      detail: 'The newest outlook is of 2026-11-01, before the window.',
    });
  });
});
