import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { DefaultGuardrail } from '#infra/constructs/default-guardrail.ts';
import { DEFAULT_GUARDRAIL_POLICY, type GuardrailPolicy } from '#infra/constructs/guardrail-policy.ts';
import { emptyApp, findOne, ofType, type Resource, synthesise } from './support.ts';

interface Filter {
  readonly Type: string;
  readonly InputStrength?: string;
  readonly OutputStrength?: string;
  readonly Threshold?: number;
}

const guardrail = findOne(synthesise().resources, 'AWS::Bedrock::Guardrail').Properties as unknown as {
  readonly ContentPolicyConfig: { readonly FiltersConfig: readonly Filter[] };
  readonly ContextualGroundingPolicyConfig: { readonly FiltersConfig: readonly Filter[] };
  readonly SensitiveInformationPolicyConfig: {
    readonly PiiEntitiesConfig: readonly Record<string, unknown>[];
  };
  readonly Name: string;
};

function versionIdWith(policy: GuardrailPolicy): string | undefined {
  const stack = new Stack(emptyApp(), 'Stack');
  new DefaultGuardrail(stack, 'Guardrail', { encryptionKey: new Key(stack, 'Key'), policy });
  const resources: Readonly<Record<string, Resource>> = Template.fromStack(stack).toJSON().Resources;
  return ofType(resources, 'AWS::Bedrock::GuardrailVersion')[0]?.[0];
}

describe('the default guardrail', () => {
  it('looks for prompt attacks at full strength, in the input', () => {
    expect(guardrail.ContentPolicyConfig.FiltersConfig).toContainEqual({
      Type: 'PROMPT_ATTACK',
      InputStrength: 'HIGH',
      OutputStrength: 'NONE',
    });
  });

  it.each(['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'])('filters %s both ways', (Type) => {
    expect(guardrail.ContentPolicyConfig.FiltersConfig).toContainEqual({
      Type,
      InputStrength: 'HIGH',
      OutputStrength: 'HIGH',
    });
  });

  it('masks or blocks personal data both ways', () => {
    const entities = guardrail.SensitiveInformationPolicyConfig.PiiEntitiesConfig;

    expect(entities).toContainEqual(expect.objectContaining({ Type: 'EMAIL', Action: 'ANONYMIZE' }));
    expect(entities).toContainEqual(
      expect.objectContaining({ Type: 'CREDIT_DEBIT_CARD_NUMBER', Action: 'BLOCK' }),
    );
    for (const { Action, InputAction, OutputAction, InputEnabled, OutputEnabled } of entities) {
      expect([InputAction, OutputAction]).toEqual([Action, Action]);
      expect([InputEnabled, OutputEnabled]).toEqual([true, true]);
    }
  });

  it('judges grounding and relevance at 0.7 or more', () => {
    const filters = guardrail.ContextualGroundingPolicyConfig.FiltersConfig;

    expect(filters.map(({ Type }) => Type)).toEqual(['GROUNDING', 'RELEVANCE']);
    for (const { Threshold } of filters) expect(Threshold).toBeGreaterThanOrEqual(0.7);
  });

  it('has a name that Bedrock takes', () => {
    expect(guardrail.Name).toMatch(/^[0-9a-zA-Z-_]{1,50}$/);
  });
});

describe('the pinned version', () => {
  const stricter = { ...DEFAULT_GUARDRAIL_POLICY, blockedInputMessaging: 'No.' };

  it('stays while the policy stays', () => {
    expect(versionIdWith({ ...DEFAULT_GUARDRAIL_POLICY })).toBe(versionIdWith(DEFAULT_GUARDRAIL_POLICY));
  });

  it('is published anew when the policy changes', () => {
    expect(versionIdWith(stricter)).not.toBe(versionIdWith(DEFAULT_GUARDRAIL_POLICY));
  });
});
