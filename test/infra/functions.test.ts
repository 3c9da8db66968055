import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { addComplianceChecks } from '#infra/compliance-checks.ts';
import { ObservedFunction } from '#infra/constructs/observed-function.ts';
import { defaultsOf } from '#infra/settings/defaults.ts';
import { emptyApp, findOne, ofType, type Resource, synthesise } from './support.ts';

const environmentOf = (
  resources: Readonly<Record<string, Resource>>,
  prefix: string,
): Record<string, unknown> =>
  (
    findOne(resources, 'AWS::Lambda::Function', prefix).Properties.Environment as {
      Variables: Record<string, unknown>;
    }
  ).Variables;

describe('every function', () => {
  const { resources } = synthesise({
    reservedConcurrency: { gateway: 7, authorizer: 8, feedback: 0, maturity: 3, cost: 1 },
    throttling: { burstLimit: 7 },
  });
  const functions = ofType(resources, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);

  it('is traced, on arm64 and the current Node.js, and logs to a group of its own', () => {
    expect(functions).toHaveLength(5);
    for (const properties of functions)
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogGroup: { Ref: expect.stringContaining('Logs') } },
      });
    expect(new Set(functions.map(({ LoggingConfig }) => JSON.stringify(LoggingConfig))).size).toBe(5);
  });

  it('has the concurrency of the settings, 0 being a stop', () => {
    expect(functions.map((properties) => properties.ReservedConcurrentExecutions)).toEqual([8, 7, 0, 1, 3]);
  });

  it('reserves nothing when the settings say none, as accounts with few executions need it', () => {
    const names = Object.keys(defaultsOf('dev').reservedConcurrency);
    const reservedConcurrency = Object.fromEntries(names.map((name) => [name, 'none']));

    const unreserved = ofType(synthesise({ reservedConcurrency }).resources, 'AWS::Lambda::Function');

    expect(unreserved.length).toBeGreaterThanOrEqual(3);
    for (const [, { Properties }] of unreserved)
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('logs what it says, and of Lambda’s own lines those of failures only', () => {
    for (const properties of functions)
      expect(properties.LoggingConfig).toMatchObject({
        LogFormat: 'JSON',
        SystemLogLevel: 'WARN',
        ApplicationLogLevel: 'INFO',
      });
  });

  it('knows its stage and its name', () => {
    const names = functions.map(
      ({ Environment }) =>
        (Environment as { Variables: Record<string, string> }).Variables.POWERTOOLS_SERVICE_NAME,
    );

    expect(names).toEqual(['authorizer', 'gateway', 'feedback', 'cost', 'maturity']);
    expect(environmentOf(resources, 'Feedback')).toEqual({
      STAGE: 'dev',
      POWERTOOLS_SERVICE_NAME: 'feedback',
      POWERTOOLS_METRICS_NAMESPACE: 'Waymark',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    });
  });
});

describe('the gateway function', () => {
  it('gets its settings', () => {
    const { resources } = synthesise({
      models: ['b', 'a'],
      aliases: { fast: ['b', 'a'] },
      maxAttempts: 4,
      maxRequestBytes: 2_000,
      callTimeoutSeconds: 30,
    });

    expect(environmentOf(resources, 'Gateway')).toMatchObject({
      ALLOWED_MODELS: '["b","a"]',
      MODEL_ALIASES: '{"fast":["b","a"]}',
      CALL_TIMEOUT_MS: '30000',
      MAX_ATTEMPTS: '4',
      MAX_REQUEST_BYTES: '2000',
      HASH_SECRET_ARN: { Ref: expect.stringMatching(/^HashSecret/) },
      GUARDRAIL_IDENTIFIER: { 'Fn::GetAtt': [expect.stringMatching(/^DefaultGuardrail/), 'GuardrailArn'] },
      GUARDRAIL_VERSION: { 'Fn::GetAtt': [expect.stringMatching(/^DefaultGuardrailVersion/), 'Version'] },
    });
  });

  it('gets an existing guardrail as it is, and makes none', () => {
    const guardrail = {
      mode: 'existing',
      arn: 'arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123',
      version: '4',
    };

    const { resources } = synthesise({ guardrail });

    expect(environmentOf(resources, 'Gateway')).toMatchObject({
      GUARDRAIL_IDENTIFIER: guardrail.arn,
      GUARDRAIL_VERSION: '4',
    });
    expect(ofType(resources, 'AWS::Bedrock::Guardrail')).toEqual([]);
  });

  it('gets no guardrail variables at all when it is off', () => {
    const { resources } = synthesise({ guardrail: { mode: 'off' } });

    expect(
      Object.keys(environmentOf(resources, 'Gateway')).filter((name) => name.startsWith('GUARDRAIL')),
    ).toEqual([]);
    expect(ofType(resources, 'AWS::Bedrock::Guardrail')).toEqual([]);
  });

  it('has an environment that Lambda accepts, with the longest lists the settings allow', () => {
    const models = Array.from({ length: 95 }, (_, index) => `us.amazon.nova-model-${index}-v1:0`);

    const bytes = JSON.stringify(environmentOf(synthesise({ models }).resources, 'Gateway')).length;

    expect(bytes).toBeLessThan(4_096);
  });
});

describe('a function that nobody waits for', () => {
  const app = emptyApp();
  const stack = new Stack(app, 'Asynchronous');
  new ObservedFunction(stack, 'Feedback', {
    stage: 'dev',
    encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    logRetention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.DESTROY,
    isTraced: true,
    functionName: 'feedback',
    description: 'Test',
    timeout: Duration.seconds(5),
    memorySizeMegabytes: 256,
    reservedConcurrency: 1,
    invocation: 'asynchronous',
  });
  addComplianceChecks(app);

  it('keeps what failed in an encrypted queue', () => {
    const resources: Readonly<Record<string, Resource>> = Template.fromStack(stack).toJSON().Resources;

    const [[queueId] = []] = ofType(resources, 'AWS::SQS::Queue');
    expect(findOne(resources, 'AWS::SQS::Queue').Properties).toMatchObject({
      KmsMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
      MessageRetentionPeriod: 1_209_600,
    });
    expect(findOne(resources, 'AWS::Lambda::Function').Properties).toMatchObject({
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [queueId, 'Arn'] } },
    });
  });

  it('passes the compliance packs without an acknowledgement about its queue', () => {
    expect(() => app.synth()).not.toThrow();
  });
});

describe('what people know of the cost of ownership', () => {
  it('reaches the maturity function, and only when there is something', () => {
    const given = { people: 1.5, usdPerPersonAndYear: 120_000 };

    const told = environmentOf(synthesise({ ownership: given }).resources, 'MaturityHandler');
    const untold = environmentOf(synthesise({}).resources, 'MaturityHandler');

    expect(JSON.parse(String(told.OWNERSHIP))).toEqual(given);
    expect(untold).not.toHaveProperty('OWNERSHIP');
  });
});
