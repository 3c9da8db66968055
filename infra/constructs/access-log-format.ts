import { AccessLogField as Field } from 'aws-cdk-lib/aws-apigateway';

/** What is known about the caller: never the credential itself. */
const CALLER = {
  keys: { keyId: Field.contextAuthorizer('keyId'), tenant: Field.contextAuthorizer('tenant') },
  iam: { callerArn: Field.contextIdentityUserArn() },
} as const;

/**
 * One JSON object per request. No query string, header or body, and the route's template instead of the path:
 * nothing a caller wrote. Every value is quoted, because API Gateway writes `-` for what it does not know.
 */
export function toAccessLogFormat(auth: 'keys' | 'iam'): string {
  return JSON.stringify({
    requestId: Field.contextRequestId(),
    traceId: Field.contextXrayTraceId(),
    timestampMs: Field.contextRequestTimeEpoch(),
    method: Field.contextHttpMethod(),
    route: Field.contextResourcePath(),
    status: Field.contextStatus(),
    gatewayError: Field.contextErrorResponseType(),
    integrationStatus: Field.contextIntegrationStatus(),
    latencyMs: Field.contextResponseLatency(),
    integrationLatencyMs: Field.contextIntegrationLatency(),
    responseBytes: Field.contextResponseLength(),
    sourceIp: Field.contextIdentitySourceIp(),
    ...CALLER[auth],
  });
}
