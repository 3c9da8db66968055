import { met, unmeasurable, unmet } from '../maturity/decision.ts';
import { atMost } from '../maturity/thresholds.ts';
import { toCount, toPercent } from '../maturity/wording.ts';
import type { EvidenceCondition } from './condition.ts';

/** Above it a forecast is inaccurate (Lewis, 1982, "Industrial and business forecasting methods"). */
const MOST_ERROR = 0.5;
/** Two weeks of days to predict from: every weekday was tried twice. */
const LEAST_ORIGINS = 14;

/** Decided by the stack's own forecasts: their error on days that are known, not that they are made. */
export const demandPrediction: EvidenceCondition = {
  by: 'evidence',
  id: 'autoops-demand-forecast',
  statement: 'Demand is forecast, and forecasts are held against what came',
  evidence: ['forecasts'],
  thresholds: { forecasts: `an error of ${atMost(MOST_ERROR)}, from ${LEAST_ORIGINS} days or more` },
  isAttestable: false,
  decide: (evidence) => {
    const { tokens, tokensRefusal } = evidence.fact('forecasts');
    if (tokens === undefined) return unmeasurable(`Tokens are not forecast. ${tokensRefusal ?? ''}`.trim());
    const { wape, origins } = tokens;
    if (wape === undefined)
      return unmeasurable('Every day so far was zero, so that no forecast could be wrong.');
    const value = `Tried on the past from ${toCount(origins, 'day')}, the forecast of tokens was wrong by ${toPercent(wape)}`;
    if (origins < LEAST_ORIGINS) return unmeasurable(`${value}; it takes ${LEAST_ORIGINS} days.`);
    return wape <= MOST_ERROR ? met(`${value}.`) : unmet(`${value}; it takes ${atMost(MOST_ERROR)}.`);
  },
  step: 'Let the daily refresh run for four weeks; if the error stays large, look under What is ahead for days without data.',
};
