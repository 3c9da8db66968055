import { describe, expect, it } from 'vitest';
import { ROUTES } from '#infra/routes.ts';
import { findOne, ofType, type Resource, synthesise } from './support.ts';

interface Method {
  readonly HttpMethod: string;
  readonly Integration: {
    readonly Type: string;
    readonly ResponseTransferMode: string;
    readonly TimeoutInMillis: number;
    readonly Uri: unknown;
  };
}
interface GatewayResponse {
  readonly ResponseType: string;
  readonly StatusCode?: string;
  readonly ResponseParameters: Readonly<Record<string, string>>;
  readonly ResponseTemplates: Readonly<Record<string, string>>;
}
interface StageProperties {
  readonly StageName: string;
  readonly TracingEnabled: boolean;
  readonly AccessLogSetting: { readonly Format: string };
  readonly MethodSettings: readonly Readonly<Record<string, unknown>>[];
}

const propertiesOf = <Properties>(resources: Readonly<Record<string, Resource>>, type: string) =>
  ofType(resources, type).map(([, { Properties }]) => Properties as unknown as Properties);
const stageOf = (settings: Record<string, unknown>) =>
  findOne(synthesise(settings).resources, 'AWS::ApiGateway::Stage').Properties as unknown as StageProperties;

describe('routes', () => {
  const { resources } = synthesise({ callTimeoutSeconds: 120 });
  const integrations = propertiesOf<Method>(resources, 'AWS::ApiGateway::Method').map(
    ({ Integration }) => Integration,
  );
  const target = (id: string) => integrations.filter(({ Uri }) => JSON.stringify(Uri).includes(`"${id}`));

  it('of the gateway stream what comes back, a little longer than a call may take', () => {
    const streaming = target('GatewayHandler');

    expect(streaming).toHaveLength(ROUTES.filter((route) => route.target === 'gateway').length);
    for (const integration of streaming) {
      expect(integration).toMatchObject({
        Type: 'AWS_PROXY',
        ResponseTransferMode: 'STREAM',
        TimeoutInMillis: 130_000,
      });
      expect(JSON.stringify(integration.Uri)).toContain('/response-streaming-invocations');
    }
  });

  it('of feedback are buffered', () => {
    expect(target('FeedbackHandler')).toMatchObject([
      { Type: 'AWS_PROXY', ResponseTransferMode: 'BUFFERED', TimeoutInMillis: 15_000 },
    ]);
  });

  it('wait longer than the function, which waits longer than the call', () => {
    const { resources: longest } = synthesise({ callTimeoutSeconds: 890 });

    expect(findOne(longest, 'AWS::Lambda::Function', 'Gateway').Properties).toMatchObject({
      Timeout: 895,
      Environment: { Variables: { CALL_TIMEOUT_MS: '890000' } },
    });
    const timeouts = propertiesOf<Method>(longest, 'AWS::ApiGateway::Method').map(
      ({ Integration }) => Integration.TimeoutInMillis,
    );
    expect(Math.max(...timeouts)).toBe(900_000);
  });

  it('take bodies as bytes, over TLS 1.2 or later, in the Region', () => {
    expect(findOne(resources, 'AWS::ApiGateway::RestApi').Properties).toMatchObject({
      BinaryMediaTypes: ['*/*'],
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
    });
  });
});

describe('the stage', () => {
  it('is named as the stage, traced, and writes errors without bodies', () => {
    const stage = stageOf({});

    expect(stage).toMatchObject({ StageName: 'dev', TracingEnabled: true });
    expect(stage.MethodSettings).toMatchObject([
      { HttpMethod: '*', ResourcePath: '/*', DataTraceEnabled: false, LoggingLevel: 'ERROR' },
    ]);
  });

  it('has a rule of its own for which calls are traced, without a call of each second besides', () => {
    const { resources: sampled } = synthesise({ tracedPercent: 2.5 });

    expect(findOne(sampled, 'AWS::XRay::SamplingRule').Properties.SamplingRule).toMatchObject({
      ServiceName: 'Waymark-dev/dev',
      ServiceType: 'AWS::ApiGateway::Stage',
      ReservoirSize: 0,
      FixedRate: 0.025,
    });
    expect(findOne(sampled, 'AWS::ApiGateway::RestApi').Properties.Name).toBe('Waymark-dev');
  });

  it('is not traced where the settings say 0, and neither are the functions', () => {
    const { resources: untraced } = synthesise({ tracedPercent: 0 });

    expect(stageOf({ tracedPercent: 0 }).TracingEnabled).toBe(false);
    expect(ofType(untraced, 'AWS::XRay::SamplingRule')).toEqual([]);
    const functions = ofType(untraced, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);
    expect(functions.filter(({ TracingConfig }) => TracingConfig !== undefined)).toEqual([]);
    const policies = ofType(untraced, 'AWS::IAM::Policy').map(([, { Properties }]) => Properties);
    expect(JSON.stringify(policies)).not.toContain('xray:PutTraceSegments');
  });

  it('is throttled as a whole and per route', () => {
    const { MethodSettings } = stageOf({
      throttling: {
        rateLimit: 30,
        burstLimit: 60,
        methods: {
          'POST /v1/feedback': { rateLimit: 2, burstLimit: 4 },
          'POST /model/{modelId}/converse': { rateLimit: 20, burstLimit: 40 },
        },
      },
    });

    expect(MethodSettings).toMatchObject([
      { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 30, ThrottlingBurstLimit: 60 },
      { HttpMethod: 'POST', ResourcePath: '/~1model~1{modelId}~1converse', ThrottlingRateLimit: 20 },
      { HttpMethod: 'POST', ResourcePath: '/~1v1~1feedback', ThrottlingRateLimit: 2, LoggingLevel: 'ERROR' },
    ]);
  });

  it.each(['keys', 'iam'])(
    'logs each access as JSON that no caller can write into, with auth: %s',
    (auth) => {
      const { Format } = stageOf({ auth }).AccessLogSetting;

      const fields = Object.values(JSON.parse(Format) as Record<string, string>);
      expect(fields).toContain('$context.requestId');
      expect(fields).toContain(auth === 'keys' ? '$context.authorizer.tenant' : '$context.identity.userArn');
      expect(Format).not.toMatch(
        /querystring|\.path"|header|body|authorization|userAgent|apiKey|error\.message/i,
      );
    },
  );

  it('is behind a web ACL when the settings name one', () => {
    const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shield/0a1b2c3d';

    const { resources } = synthesise({ webAclArn });

    expect(findOne(resources, 'AWS::WAFv2::WebACLAssociation').Properties).toMatchObject({
      WebACLArn: webAclArn,
    });
  });

  it('changes the account-wide log role only when asked', () => {
    const existing = synthesise({}).resources;
    const managed = synthesise({ apiGatewayLogRole: 'managed' }).resources;

    expect(ofType(existing, 'AWS::ApiGateway::Account')).toEqual([]);
    expect(ofType(managed, 'AWS::ApiGateway::Account')).toMatchObject([
      [expect.any(String), { DeletionPolicy: 'Retain' }],
    ]);
  });

  it('has a new deployment when an answer of the API changes', () => {
    const deploymentOf = (settings: Record<string, unknown>) =>
      ofType(synthesise(settings).resources, 'AWS::ApiGateway::Deployment').map(([id]) => id);

    expect(deploymentOf({ auth: 'iam' })).not.toEqual(deploymentOf({ auth: 'keys' }));
    expect(deploymentOf({ callTimeoutSeconds: 60 })).not.toEqual(deploymentOf({ callTimeoutSeconds: 61 }));
  });
});

describe('answers of API Gateway itself', () => {
  const answersOf = (auth: string) =>
    new Map(
      propertiesOf<GatewayResponse>(synthesise({ auth }).resources, 'AWS::ApiGateway::GatewayResponse').map(
        (answer) => [answer.ResponseType, answer],
      ),
    );
  const answers = answersOf('keys');

  it.each([
    ['UNAUTHORIZED', '401', 'AccessDeniedException'],
    ['ACCESS_DENIED', '403', 'AccessDeniedException'],
    ['MISSING_AUTHENTICATION_TOKEN', '404', 'ResourceNotFoundException'],
    ['THROTTLED', '429', 'ThrottlingException'],
    ['QUOTA_EXCEEDED', '429', 'ThrottlingException'],
    ['REQUEST_TOO_LARGE', '413', 'ValidationException'],
    ['BAD_REQUEST_BODY', '400', 'ValidationException'],
    ['BAD_REQUEST_PARAMETERS', '400', 'ValidationException'],
    ['INTEGRATION_TIMEOUT', '504', 'InternalServerException'],
    ['INTEGRATION_FAILURE', '429', 'ThrottlingException'],
    ['API_CONFIGURATION_ERROR', '429', 'ThrottlingException'],
    ['AUTHORIZER_FAILURE', '500', 'InternalServerException'],
    ['AUTHORIZER_CONFIGURATION_ERROR', '500', 'InternalServerException'],
    ['DEFAULT_5XX', undefined, 'InternalServerException'],
  ])('%s: %s %s', (type, status, errorType) => {
    expect(answers.get(type)?.StatusCode).toBe(status);
    expect(answers.get(type)?.ResponseParameters).toMatchObject({
      'gatewayresponse.header.x-amzn-errortype': `'${errorType}'`,
    });
  });

  const bodyOf = (type: string, auth = 'keys') =>
    JSON.parse(answersOf(auth).get(type)?.ResponseTemplates['application/json'] ?? '');

  it.each(['keys', 'iam'])('are all one body for the clients of Bedrock and of OpenAI: %s', (auth) => {
    for (const type of answersOf(auth).keys()) {
      const { message, ...more } = bodyOf(type, auth);
      expect(message).toMatch(/\.$/);
      expect(more).toEqual({
        error: {
          message,
          type: expect.stringMatching(/^(invalid_request|rate_limit|server)_error$/),
          code: expect.toSatisfy((code) => code === null || /^[a-z_]+$/.test(code)),
          param: null,
        },
      });
    }
  });

  it.each([
    ['UNAUTHORIZED', 'invalid_request_error', 'invalid_api_key'],
    ['ACCESS_DENIED', 'invalid_request_error', 'access_denied'],
    ['MISSING_AUTHENTICATION_TOKEN', 'invalid_request_error', 'unknown_url'],
    ['THROTTLED', 'rate_limit_error', 'rate_limit_exceeded'],
    ['QUOTA_EXCEEDED', 'rate_limit_error', 'insufficient_quota'],
    ['REQUEST_TOO_LARGE', 'invalid_request_error', null],
    ['INTEGRATION_TIMEOUT', 'server_error', null],
    ['DEFAULT_5XX', 'server_error', null],
  ])('%s is to OpenAI’s clients %s, %s', (type, errorType, code) => {
    expect(bodyOf(type).error).toMatchObject({ type: errorType, code });
  });

  it.each(['THROTTLED', 'QUOTA_EXCEEDED', 'INTEGRATION_FAILURE', 'API_CONFIGURATION_ERROR'])(
    'say when to come back: %s',
    (type) => {
      expect(answers.get(type)?.ResponseParameters).toMatchObject({
        'gatewayresponse.header.Retry-After': expect.stringMatching(/^'\d+'$/),
      });
    },
  );

  it('do not call an unsigned request unknown, with auth: iam', () => {
    expect(answersOf('iam').get('MISSING_AUTHENTICATION_TOKEN')?.StatusCode).toBe('403');
  });
});
