import { GUARDRAIL_ID, MODEL_ID } from './traffic.ts';

/** Environment of the gateway function with the stack's default settings, and the stub in the place of AWS. */
export function lambdaEnvironment(stubPort: number): Readonly<Record<string, string>> {
  const stub = `http://127.0.0.1:${stubPort}`;
  return {
    PORT: String(stubPort),
    STAGE: 'prod',
    POWERTOOLS_SERVICE_NAME: 'gateway',
    POWERTOOLS_METRICS_NAMESPACE: 'Waymark',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    ALLOWED_MODELS: JSON.stringify([MODEL_ID, 'amazon.nova-lite-v1:0', 'us.anthropic.claude-sonnet-5']),
    MODEL_ALIASES: '{}',
    GUARDRAIL_IDENTIFIER: GUARDRAIL_ID,
    GUARDRAIL_VERSION: '1',
    CALL_TIMEOUT_MS: '300000',
    MAX_ATTEMPTS: '4',
    MAX_REQUEST_BYTES: '1000000',
    HASH_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:pepper-AbCdEf',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: 'benchmark'.repeat(60), // as long as a role's
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: stub,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: stub,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: 'waymark-prod-GatewayHandler-0a1b2c3d4e5f',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    _X_AMZN_TRACE_ID: 'Root=1-692006bd-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1',
  };
}
