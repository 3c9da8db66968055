import { expect, vi } from 'vitest';
import { callCloudFormation } from './services.ts';

const invoke = (version: string, path: string) => ({
  'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/${version}/functions/\${Probe.Arn}/${path}`,
});

function method(name: string, integration: Readonly<Record<string, unknown>>) {
  return {
    [`${name}Resource`]: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: name.toLowerCase(),
      },
    },
    [`${name}Method`]: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { Ref: `${name}Resource` },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', ...integration },
      },
    },
  };
}

/** A function without preloaded code, behind a buffered and a streaming method. */
const template = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    },
    Probe: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: 'exports.handler = async () => ({ statusCode: 200, body: typeof awslambda });' },
      },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'probe' } },
    ...method('Buffered', { Uri: invoke('2015-03-31', 'invocations') }),
    ...method('Streaming', {
      Uri: invoke('2021-11-15', 'response-streaming-invocations'),
      ResponseTransferMode: 'STREAM',
    }),
    Deployment: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: ['BufferedMethod', 'StreamingMethod'],
      Properties: { RestApiId: { Ref: 'Api' } },
    },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'probe' },
    },
  },
  Outputs: { Api: { Value: { Ref: 'Api' } } },
};

/** Deploys the probe; resolves to the path of its API. */
export async function deployProbe(): Promise<string> {
  await callCloudFormation('CreateStack', {
    StackName: 'Probe',
    TemplateBody: JSON.stringify(template),
    'Capabilities.member.1': 'CAPABILITY_IAM',
  });
  const description = await vi.waitFor(async () => {
    const answer = await callCloudFormation('DescribeStacks', { StackName: 'Probe' });
    expect(answer).toContain('<StackStatus>CREATE_COMPLETE</StackStatus>');
    return answer;
  });
  const [, apiId] = /<OutputValue>(\w+)<\/OutputValue>/.exec(description) ?? [];
  return `/restapis/${apiId}/probe/_user_request_`;
}
