import { CONVERSE_BODY, MODEL_ID, type Mode } from './traffic.ts';

/** The proxy event that API Gateway sends for a Converse call with a key. */
export function toProxyEvent(mode: Mode) {
  const action = mode === 'buffered' ? 'converse' : 'converse-stream';
  const resource = `/model/{modelId}/${action}`;
  const path = `/model/${MODEL_ID}/${action}`;
  const headers = {
    Accept: 'application/json',
    Authorization: `Bearer wmk_0123456789abcdef_${'A'.repeat(43)}`,
    'Content-Type': 'application/json',
    Host: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
    'User-Agent': 'aws-sdk-js/3.1162.0 ua/2.1 os/linux lang/js md/nodejs#24 api/bedrock-runtime#3.1162.0',
    'X-Amzn-Trace-Id': 'Root=1-692006bd-0123456789abcdef01234567',
    'X-Forwarded-For': '203.0.113.7',
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
    'amz-sdk-invocation-id': '7d2b1a60-3c7e-4e55-9a33-5f9a5c1d7e10',
    'amz-sdk-request': 'attempt=1; max=3',
    'x-waymark-application': 'shop',
    'x-waymark-feature': 'support-chat',
  };
  return {
    resource,
    path,
    httpMethod: 'POST',
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: { modelId: encodeURIComponent(MODEL_ID) },
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      apiId: 'a1b2c3d4e5',
      authorizer: {
        tenant: 'benchmark',
        keyId: '0123456789abcdef',
        label: 'load test',
        principalId: 'benchmark',
      },
      domainName: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
      extendedRequestId: 'TZ0aBcDeFgHiJkL=',
      httpMethod: 'POST',
      identity: { sourceIp: '203.0.113.7', userAgent: headers['User-Agent'], userArn: null },
      path: `/prod${path}`,
      protocol: 'HTTP/1.1',
      requestId: '0f5f1c1e-6f6e-4b6e-9d52-2f0c3a5b7d11',
      requestTimeEpoch: 1_795_244_445_000,
      resourceId: 'q1w2e3',
      resourcePath: resource,
      stage: 'prod',
    },
    body: Buffer.from(CONVERSE_BODY).toString('base64'),
    isBase64Encoded: true,
  };
}
