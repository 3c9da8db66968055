import { describe, expect, it } from 'vitest';
import { CapPolicy } from '#core/caps/policy.ts';
import { statementsOf } from './iam.ts';
import { findOne, ofType, type Resource, synthesise } from './support.ts';

const variablesOf = (resources: Readonly<Record<string, Resource>>): Record<string, unknown> =>
  (
    findOne(resources, 'AWS::Lambda::Function', 'Gateway').Properties.Environment as {
      Variables: Record<string, unknown>;
    }
  ).Variables;
const countersIn = (settings: Record<string, unknown>) =>
  ofType(synthesise(settings).resources, 'AWS::DynamoDB::Table').filter(([id]) =>
    id.startsWith('CapCounters'),
  );

describe('the counters of caps', () => {
  it.each([
    ['with keys, which can be given caps at any time', {}, 1],
    ['with IAM and caps of tenants', { auth: 'iam', caps: { tenants: { acme: { dailyUsd: 1 } } } }, 1],
    ['with IAM and a default', { auth: 'iam', caps: { default: { dailyTokens: 1 } } }, 1],
    ['with IAM alone', { auth: 'iam' }, 0],
  ])('are there %s: %j', (_, settings, count) => {
    expect(countersIn(settings)).toHaveLength(count);
  });

  it('leave nothing in the environment or the role of a gateway without them', () => {
    const { resources } = synthesise({ auth: 'iam' });

    expect(Object.keys(variablesOf(resources)).filter((name) => name.startsWith('CAPS'))).toEqual([]);
    expect(JSON.stringify(statementsOf(resources, 'GatewayRole'))).not.toContain('dynamodb:');
  });

  it('are handed to the gateway with the settings as it reads them', () => {
    const caps = { default: { dailyUsd: 0.5 }, tenants: { acme: { monthlyTokens: 9 } }, unpriced: 'allow' };

    const { CAPS, CAPS_TABLE_NAME } = variablesOf(synthesise({ caps }).resources);

    expect(CAPS_TABLE_NAME).toEqual({ Ref: expect.stringMatching(/^CapCounters/) });
    expect(CapPolicy.parse(JSON.parse(String(CAPS)))).toEqual({
      ...caps,
      onFailure: 'allow',
      assumedOutputTokens: 8_192,
    });
  });

  it('are the same whichever order the settings name tenants in', () => {
    const [one, other] = [
      { a: { dailyUsd: 1 }, b: { dailyUsd: 2 } },
      { b: { dailyUsd: 2 }, a: { dailyUsd: 1 } },
    ].map((tenants) => variablesOf(synthesise({ caps: { tenants } }).resources).CAPS);

    expect(one).toBe(other);
  });

  it('let the gateway use the key through DynamoDB only', () => {
    const ofKey = statementsOf(synthesise().resources, 'GatewayRole').filter(({ Action }) =>
      [Action].flat().includes('kms:Encrypt'),
    );

    expect(ofKey.map(({ Condition }) => JSON.stringify(Condition))).toEqual([
      expect.stringMatching(/kms:ViaService.*dynamodb\./),
    ]);
  });
});
