import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MaturityEnvironment } from '#functions/maturity/event.ts';
import { loadSettings } from '#infra/settings/load.ts';
import { ofType, synthesise } from './support.ts';

const load = (outlook: unknown) =>
  loadSettings((key) => (key === 'waymark' ? { stages: { dev: { outlook } } } : undefined)).settings.outlook;

const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });

describe('the settings of the outlook', () => {
  it('are no budget and no quota by default, and each is set by itself', () => {
    expect(load({})).toEqual({ tokensPerMinuteQuotas: {} });
    expect(load({ monthlyBudgetUsd: 12.5 })).toEqual({ monthlyBudgetUsd: 12.5, tokensPerMinuteQuotas: {} });
    expect(load({ tokensPerMinuteQuotas: { 'us.amazon.nova-lite-v1:0': 400_000 } })).toEqual({
      tokensPerMinuteQuotas: { 'us.amazon.nova-lite-v1:0': 400_000 },
    });
  });

  it.each([
    [{ monthlyBudgetUsd: 0 }, 'outlook.monthlyBudgetUsd'],
    [{ monthlyBudgetUsd: 'ten' }, 'outlook.monthlyBudgetUsd'],
    [{ tokensPerMinuteQuotas: { 'amazon.nova-lite-v1:0': 1.5 } }, 'outlook.tokensPerMinuteQuotas'],
    [{ tokensPerMinuteQuotas: { 'a model': 1 } }, 'keys are model ids'],
    [{ budget: 1 }, 'known names: monthlyBudgetUsd, tokensPerMinuteQuotas'],
  ])('%j fails with words that name it', (outlook, words) => {
    expect(() => load(outlook)).toThrow(words);
  });

  it('reach the function, which reads them', () => {
    const { resources } = synthesise({
      outlook: { monthlyBudgetUsd: 900, tokensPerMinuteQuotas: { 'amazon.nova-lite-v1:0': 400_000 } },
    });
    const [variables] = ofType(resources, 'AWS::Lambda::Function')
      .map(([, { Properties }]) => Environment.safeParse(Properties.Environment).data?.Variables)
      .filter((found) => found?.TOKENS_PER_MINUTE_QUOTAS !== undefined);
    const text = Object.fromEntries(
      Object.entries(variables ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : 'resolved',
      ]),
    );

    expect(MaturityEnvironment.parse({ AWS_REGION: 'us-east-1', ...text })).toMatchObject({
      MONTHLY_BUDGET_USD: 900,
      TOKENS_PER_MINUTE_QUOTAS: { 'amazon.nova-lite-v1:0': 400_000 },
    });
  });
});
