import { describe, expect, it } from 'vitest';
import { adaptTemplate, EmulatedTemplate, passedOverResources } from '#scripts/emulator/template-copy.ts';

const uri = (version: string, operation: string) => ({
  'Fn::Join': ['', [`arn:aws:apigateway:r:lambda:path/${version}/functions/`, { Ref: 'Handler' }, operation]],
});

const template = EmulatedTemplate.parse({
  Resources: {
    Guardrail: { Type: 'AWS::Bedrock::Guardrail', Properties: { Name: 'default' } },
    Handler: {
      Type: 'AWS::Lambda::Function',
      DependsOn: ['Guardrail', 'Role'],
      Properties: {
        Timeout: 10,
        Environment: {
          Variables: {
            GUARDRAIL: { 'Fn::GetAtt': ['Guardrail', 'GuardrailArn'] },
            STATUS: { 'Fn::GetAtt': ['Guardrail', 'Status'] },
            ROLE: { 'Fn::GetAtt': ['Role', 'Arn'] },
          },
        },
      },
    },
    Method: {
      Type: 'AWS::ApiGateway::Method',
      DependsOn: ['Guardrail'],
      Properties: {
        Integration: {
          ResponseTransferMode: 'STREAM',
          Uri: uri('2021-11-15', '/response-streaming-invocations'),
        },
      },
    },
    Role: { Type: 'AWS::IAM::Role' },
  },
  Outputs: { Guardrail: { Value: { Ref: 'Guardrail' } } },
});

const adapted = adaptTemplate(template, {
  substitutes: { Guardrail: { Ref: 'arn:guardrail', GuardrailArn: 'arn:guardrail' } },
  preload: '/a folder/preload.cjs',
});

describe('adaptTemplate', () => {
  it('leaves a passed-over resource out and puts its values where it was referred to', () => {
    expect(passedOverResources(template)).toEqual({ Guardrail: template.Resources.Guardrail });
    expect(adapted).not.toHaveProperty('Resources.Guardrail');
    expect(adapted).toHaveProperty('Outputs.Guardrail.Value', 'arn:guardrail');
    expect(adapted).toMatchObject({
      Resources: { Handler: { Properties: { Environment: { Variables: { GUARDRAIL: 'arn:guardrail' } } } } },
    });
  });

  it('names the resource where a value of it is not known', () => {
    expect(adapted).toHaveProperty(
      'Resources.Handler.Properties.Environment.Variables.STATUS',
      'passed-over-Guardrail',
    );
  });

  it('keeps other references and dependencies', () => {
    expect(adapted).toHaveProperty('Resources.Handler.DependsOn', ['Role']);
    expect(adapted).not.toHaveProperty('Resources.Method.DependsOn');
    expect(adapted).toHaveProperty('Resources.Handler.Properties.Environment.Variables.ROLE', {
      'Fn::GetAtt': ['Role', 'Arn'],
    });
  });

  it('preloads code into functions, also from a path with spaces', () => {
    expect(adapted).toHaveProperty('Resources.Handler.Properties.Timeout', 10);
    expect(adapted).toHaveProperty(
      'Resources.Handler.Properties.Environment.Variables.NODE_OPTIONS',
      '--require "/a folder/preload.cjs"',
    );
  });

  it('makes streaming integrations buffered ones', () => {
    expect(adapted).toHaveProperty('Resources.Method.Properties.Integration', {
      ResponseTransferMode: 'BUFFERED',
      Uri: uri('2015-03-31', '/invocations'),
    });
  });
});
