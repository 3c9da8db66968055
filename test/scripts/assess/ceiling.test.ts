import { expect, test } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import { CEILING, CEILING_WITHOUT_GATEWAY, lacksGateway } from '#scripts/assess/ceiling.ts';
import { formatAssessment } from '#scripts/assess/format.ts';
import { ASSESS_USAGE } from '#scripts/assess/options.ts';
import { styleFor } from '#scripts/local/start/report.ts';
import { observationSet } from '../../core/maturity/sample-observations.ts';

const style = styleFor({ isTTY: false }, {});
const silent = Object.entries(catalogue).flatMap(([id, { source }]) =>
  source === 'own-metric' ? [[id, 'no_data']] : [],
);
/** Everything in place that AWS itself can show, and nothing of Waymark. */
const withoutGateway = assess(
  observationSet({
    signals: {
      ...Object.fromEntries(silent),
      bedrockServerErrors: 'no_data',
      bedrockThrottles: 'no_data',
    },
    facts: { stages: { stages: [] }, promptUse: 'missing', unmanagedPrompts: 'missing' },
  }),
);

test('the ceiling without the gateway is what the criteria make of it', () => {
  const reached = withoutGateway.levels.filter(({ isReached }) => isReached).map(({ level }) => level);

  expect(reached).toEqual([1, 2, 3]);
  expect(withoutGateway).toMatchObject({
    level: CEILING_WITHOUT_GATEWAY,
    solidLevel: CEILING_WITHOUT_GATEWAY,
  });
});

test('the output and the help say so, and the output is silent about it where there is a gateway', () => {
  const assessment = assess(observationSet());

  expect(lacksGateway(withoutGateway)).toBe(true);
  expect(formatAssessment(withoutGateway, undefined, style)).toContain(CEILING);
  expect(formatAssessment(assessment, undefined, style)).not.toContain(CEILING);
  expect(ASSESS_USAGE).toContain(CEILING);
});
