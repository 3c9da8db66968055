import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { loadTemplate } from '#scripts/local/template.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/local', import.meta.url));
const ASSEMBLY = join(FIXTURES, 'assembly');

const temporary: string[] = [];

afterEach(() => {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the fixture with one resource changed. */
function assemblyWith(logicalId: string, change: (properties: Record<string, unknown>) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-'));
  temporary.push(folder);
  cpSync(FIXTURES, folder, { recursive: true });
  const file = join(folder, 'assembly', 'Fixture.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  change(template.Resources[logicalId].Properties);
  writeFileSync(file, JSON.stringify(template));
  return join(folder, 'assembly');
}

/** What `Fn::Sub` fills in. */
const placeholder = (name: string): string => `\${${name}}`;

/** As GetGuardrail gives it. */
const CONTENT_POLICY = {
  contentPolicy: { filters: [{ type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' }] },
};

describe('template', () => {
  it('gives functions with bundle, handler, limits and resolved environment', () => {
    const { functions } = loadTemplate(ASSEMBLY);

    expect(functions.find(({ logicalId }) => logicalId === 'Gateway')).toEqual({
      logicalId: 'Gateway',
      name: 'Fixture-Gateway',
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:Fixture-Gateway',
      roleArn: 'arn:aws:iam::123456789012:role/Fixture-GatewayRole',
      folder: join(FIXTURES, 'bundle'),
      handler: 'index.streamsEvent',
      environment: {
        STAGE: 'dev',
        POWERTOOLS_SERVICE_NAME: 'gateway',
        GUARDRAIL_IDENTIFIER: 'guardrail',
        GUARDRAIL_VERSION: '1',
        HASH_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Fixture-Pepper-local0',
      },
      timeoutSeconds: 3,
      memoryMb: 256,
      reservedConcurrency: 4,
      logGroupName: 'Fixture-GatewayLogs',
      logging: { format: 'Text', systemLevel: 'INFO' },
    });
  });

  it('gives routes with integration and authorizer', () => {
    const { api } = loadTemplate(ASSEMBLY);

    expect(api.stageName).toBe('dev');
    expect(api.routes).toEqual([
      {
        logicalId: 'ConverseMethod',
        resourceId: 'ConverseResource',
        resourcePath: '/model/{modelId}/converse',
        httpMethod: 'POST',
        authorizer: {
          logicalId: 'KeyAuthorizer',
          functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:Fixture-Authorizer',
          identityHeaders: ['Authorization'],
          cacheSeconds: 300,
        },
        integration: {
          functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:Fixture-Gateway',
          transferMode: 'STREAM',
          timeoutMs: 300_000,
        },
      },
      expect.objectContaining({
        resourcePath: '/v1/feedback',
        integration: {
          functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:Fixture-Authorizer',
          transferMode: 'BUFFERED',
          timeoutMs: 29_000,
        },
      }),
    ]);
  });

  it('gives gateway responses, throttling and the access log', () => {
    const { api } = loadTemplate(ASSEMBLY);

    expect(api.gatewayResponses).toEqual([
      {
        responseType: 'UNAUTHORIZED',
        statusCode: 401,
        headers: { 'x-amzn-errortype': "'AccessDeniedException'" },
        template: '{"message":$context.error.messageString}',
      },
    ]);
    expect(api.methodSettings).toEqual([
      { httpMethod: '*', resourcePath: '/*', rateLimit: 100, burstLimit: 200 },
      { httpMethod: 'POST', resourcePath: '/v1/feedback', rateLimit: 5, burstLimit: 10 },
    ]);
    expect(api.accessLog).toEqual({
      logGroupName: 'Fixture-AccessLogs',
      format: expect.stringContaining('$context.'),
    });
  });

  it('gives tables, secrets and guardrails', () => {
    const { tables, secrets, guardrails } = loadTemplate(ASSEMBLY);

    expect(tables).toEqual([{ logicalId: 'Keys', name: 'Fixture-Keys', partitionKey: 'keyId' }]);
    expect(secrets).toEqual([
      {
        logicalId: 'Pepper',
        arn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:Fixture-Pepper-local0',
        value: { from: 'generated', length: 48, alphabet: expect.stringMatching(/^[a-zA-Z0-9]{62}$/) },
      },
    ]);
    expect(guardrails).toEqual([
      { id: 'guardrail', name: 'x', kmsKeyArn: undefined, draft: CONTENT_POLICY, versions: [CONTENT_POLICY] },
    ]);
  });

  it('gives buckets, topics with their subscriptions and the schedules that are on', () => {
    const { buckets, topics, schedules } = loadTemplate(ASSEMBLY);

    expect(buckets).toEqual([
      {
        name: 'fixture-evidence',
        isVersioned: true,
        kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/one',
      },
    ]);
    expect(topics).toEqual([
      {
        arn: 'arn:aws:sns:us-east-1:123456789012:Fixture-Reports',
        subscriptions: [{ protocol: 'email', endpoint: 'lead@example.com' }],
      },
    ]);
    expect(schedules).toEqual([
      {
        name: 'Nightly',
        expression: 'cron(0 5 * * ? *)',
        timeZone: 'Europe/Berlin',
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:Fixture-Scheduled',
        input: { kind: 'refresh' },
      },
    ]);
  });

  it.each([
    { logicalId: 'ConverseMethod', property: 'AuthorizationType', value: 'AWS_IAM' },
    { logicalId: 'ConverseMethod', property: 'Integration', value: { Type: 'MOCK' } },
    { logicalId: 'Gateway', property: 'Runtime', value: 'python3.13' },
    { logicalId: 'Gateway', property: 'Code', value: { S3Key: 'unknown.zip' } },
    {
      logicalId: 'Gateway',
      property: 'Environment',
      value: { Variables: { A: { 'Fn::ImportValue': 'x' } } },
    },
    {
      logicalId: 'Gateway',
      property: 'Environment',
      value: { Variables: { A: { 'Fn::GetAtt': ['Keys', 'StreamArn'] } } },
    },
    { logicalId: 'Gateway', property: 'Environment', value: { Variables: { A: { Ref: 'Nowhere' } } } },
    { logicalId: 'Api', property: 'BinaryMediaTypes', value: [] },
    { logicalId: 'KeyAuthorizer', property: 'Type', value: 'TOKEN' },
    { logicalId: 'Nightly', property: 'Target', value: { Input: '{}' } },
    { logicalId: 'KeyAuthorizer', property: 'IdentitySource', value: 'method.request.querystring.key' },
    {
      logicalId: 'Keys',
      property: 'KeySchema',
      value: [
        { AttributeName: 'b', KeyType: 'RANGE' },
        { AttributeName: 'a', KeyType: 'HASH' },
      ],
    },
  ])('names $logicalId when its $property is not known', ({ logicalId, property, value }) => {
    const folder = assemblyWith(logicalId, (properties) => {
      properties[property] = value;
    });

    const names = { Gateway: /Gateway|Keys|Nowhere/ }[logicalId] ?? new RegExp(logicalId);
    expect(() => loadTemplate(folder)).toThrow(names);
  });

  it('resolves Fn::Sub, Fn::Split, Fn::Select and drops AWS::NoValue', () => {
    const folder = assemblyWith('Gateway', (properties) => {
      properties.Environment = {
        Variables: {
          SUBSTITUTED: {
            'Fn::Sub': ['AWS::Region', 'Keys', 'Keys.Arn', '!Literal'].map(placeholder).join('/'),
          },
          NAMED: {
            'Fn::Sub': [`${placeholder('Own')}-${placeholder('AWS::StackName')}`, { Own: { Ref: 'Stage' } }],
          },
          SELECTED: { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] },
          ABSENT: { Ref: 'AWS::NoValue' },
        },
      };
    });

    const gateway = loadTemplate(folder).functions.find(({ logicalId }) => logicalId === 'Gateway');

    expect(gateway?.environment).toEqual({
      SUBSTITUTED: `us-east-1/Fixture-Keys/arn:aws:dynamodb:us-east-1:123456789012:table/Fixture-Keys/${placeholder('Literal')}`,
      NAMED: 'dev-Fixture',
      SELECTED: 'b',
    });
  });

  it('says which file is missing', () => {
    expect(() => loadTemplate(join(FIXTURES, 'nowhere'))).toThrow(/manifest\.json is missing/);
  });
});
