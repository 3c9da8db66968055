import { describe, expect, it } from 'vitest';
import { catalogue } from '#core/signals/catalogue.ts';
import { modelShareExpression, toCountedModels } from '#core/signals/model-share.ts';

const PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123';

describe('toCountedModels', () => {
  it('takes the profiles of a model together, those that the settings do not name too', () => {
    const [lite, ...others] = toCountedModels(['amazon.nova-lite-v1:0', 'us.amazon.nova-lite-v1:0']);

    expect(others).toEqual([]);
    expect(lite?.baseModel).toBe('amazon.nova-lite-v1:0');
    expect(lite?.ids).toEqual(
      expect.arrayContaining([
        'amazon.nova-lite-v1:0',
        'us.amazon.nova-lite-v1:0',
        'eu.amazon.nova-lite-v1:0',
        'global.amazon.nova-lite-v1:0',
      ]),
    );
    expect(new Set(lite?.ids).size).toBe(lite?.ids.length);
  });

  it('looks for what only AWS can resolve by its own names', () => {
    expect(toCountedModels([PROFILE])).toEqual([{ baseModel: 'abc123', ids: ['abc123', PROFILE] }]);
  });
});

describe('modelShareExpression', () => {
  const [model = { baseModel: '', ids: [] }] = toCountedModels([
    'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  ]);
  const expression = modelShareExpression(catalogue.observedShare, model, {
    stage: 'dev',
    periodSeconds: 300,
  });

  it('divides the records of a model by what AWS counts of its ids', () => {
    expect(expression).toContain(
      '100 * FILL(SUM(SEARCH(\'{Waymark,Stage,Model} MetricName=("Successes" OR "GuardrailInterventions" OR "ServerErrors" OR "Timeouts" OR "Aborts") Stage="dev" Model="anthropic.claude-haiku-4-5-20251001-v1:0"\', \'Sum\', 300)), 0) / SUM(SEARCH(\'{AWS/Bedrock,ModelId} MetricName="Invocations" ModelId=(',
    );
    expect(expression).toContain('"us.anthropic.claude-haiku-4-5-20251001-v1:0"');
  });

  it('stays within the 1,024 characters of a search query (user guide; recalled)', () => {
    for (const [, query = ''] of expression.matchAll(/SEARCH\('([^']*)'/g))
      expect(query.length).toBeLessThanOrEqual(1_024);
  });

  it('refuses a quotient whose terms are of several namespaces', () => {
    const mixed = {
      ...catalogue.observedShare,
      over: [{ signal: 'bedrockInvocations' }, { signal: 'requests' }],
    };

    expect(() => modelShareExpression(mixed, model, { stage: 'dev', periodSeconds: 300 })).toThrow(
      'one namespace',
    );
  });
});
