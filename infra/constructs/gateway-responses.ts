import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ExceptionName } from '#core/bedrock/exceptions.ts';
import { toOpenAiError } from '#core/openai/openai-error.ts';

/** An answer that API Gateway gives by itself, in the shape of a Bedrock error and of OpenAI's at once. */
interface GatewayError {
  readonly type: ResponseType;
  /** As in Bedrock's `x-amzn-errortype`: decides which exception an SDK throws. */
  readonly errorType: ExceptionName;
  readonly message: string;
  /**
   * HTTP status.
   * @default - API Gateway's own for the type
   */
  readonly status?: number;
  /**
   * OpenAI's `error.code`.
   * @default - that of the exception
   */
  readonly code?: string;
  /**
   * Seconds after which the caller may try again.
   * @default - no such header
   */
  readonly retryAfterSeconds?: number;
}

const INTERNAL = 'InternalServerException';
const DENIED = 'AccessDeniedException';
const INVALID = 'ValidationException';

/**
 * Lambda refuses a call because the function's concurrency is used up. API Gateway has no response type of its own for
 * that: access logs seen in public show INTEGRATION_FAILURE with "Execution failed due to configuration error: Rate
 * Exceeded", so both types that this can be are answered alike (docs/verification.md, section 19).
 */
const BUSY = {
  status: 429,
  errorType: 'ThrottlingException',
  message: 'The gateway is at its limit of calls at once, or cannot be reached. Try again later.',
  retryAfterSeconds: 1,
} as const;

const SHARED_ERRORS: readonly GatewayError[] = [
  {
    type: ResponseType.UNAUTHORIZED,
    status: 401,
    errorType: DENIED,
    code: 'invalid_api_key',
    message: 'The key is missing, malformed or unknown. Send it as Authorization: Bearer <key>.',
  },
  {
    type: ResponseType.ACCESS_DENIED,
    status: 403,
    errorType: DENIED,
    message: 'This caller may not use the gateway: the key is revoked or expired, or a policy denies it.',
  },
  { type: ResponseType.WAF_FILTERED, status: 403, errorType: DENIED, message: 'The request was filtered.' },
  {
    type: ResponseType.THROTTLED,
    status: 429,
    errorType: 'ThrottlingException',
    message: 'Too many requests. Try again later.',
    retryAfterSeconds: 1,
  },
  {
    type: ResponseType.QUOTA_EXCEEDED,
    status: 429,
    errorType: 'ThrottlingException',
    code: 'insufficient_quota',
    message: 'The quota is used up.',
    retryAfterSeconds: 60,
  },
  {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    errorType: INVALID,
    message: 'The request body is too large.',
  },
  {
    type: ResponseType.BAD_REQUEST_BODY,
    status: 400,
    errorType: INVALID,
    message: 'The request body is not valid.',
  },
  {
    type: ResponseType.BAD_REQUEST_PARAMETERS,
    status: 400,
    errorType: INVALID,
    message: 'The request parameters are not valid.',
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    errorType: INTERNAL,
    message: 'The gateway did not answer in time.',
  },
  { type: ResponseType.INTEGRATION_FAILURE, ...BUSY },
  { type: ResponseType.API_CONFIGURATION_ERROR, ...BUSY },
  {
    type: ResponseType.AUTHORIZER_FAILURE,
    status: 500,
    errorType: INTERNAL,
    message: 'The key could not be checked.',
  },
  {
    type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR,
    status: 500,
    errorType: INTERNAL,
    message: 'The key could not be checked.',
  },
  { type: ResponseType.DEFAULT_4XX, errorType: INVALID, message: 'The request cannot be served.' },
  { type: ResponseType.DEFAULT_5XX, errorType: INTERNAL, message: 'The gateway failed.' },
];

const UNKNOWN_ROUTE: GatewayError = {
  type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
  status: 404,
  errorType: 'ResourceNotFoundException',
  code: 'unknown_url',
  message: 'There is no such route.',
};

/** With IAM, API Gateway answers an unsigned request to a known route and any request to an unknown one alike. */
const IAM_ERRORS: readonly GatewayError[] = [
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 403,
    errorType: DENIED,
    message: 'The request is not signed, or there is no such route.',
  },
  {
    type: ResponseType.INVALID_SIGNATURE,
    status: 403,
    errorType: DENIED,
    message: 'The signature does not match the request.',
  },
  {
    type: ResponseType.EXPIRED_TOKEN,
    status: 403,
    errorType: DENIED,
    message: 'The credentials have expired.',
  },
];

/**
 * Makes API Gateway's own errors look like Bedrock's and OpenAI's, so that the clients of both throw the right exception
 * with its message. These answers are the API's, not a route's, so one body serves both: AWS SDKs read the header and
 * `message`, OpenAI's clients read `error` only.
 */
export function addGatewayResponses(api: RestApi, auth: 'keys' | 'iam'): void {
  for (const error of [...SHARED_ERRORS, ...(auth === 'iam' ? IAM_ERRORS : [UNKNOWN_ROUTE])]) {
    api.addGatewayResponse(`Response${error.type.responseType}`, {
      type: error.type,
      ...(error.status !== undefined && { statusCode: String(error.status) }),
      responseHeaders: toHeaders(error),
      templates: { 'application/json': JSON.stringify(toBody(error)) },
    });
  }
}

function toBody({ errorType, message, code, status = 500 }: GatewayError): unknown {
  return { message, ...toOpenAiError({ status, errorType, message, code }) };
}

/** API Gateway takes literal header values in single quotes. */
function toHeaders({ errorType, retryAfterSeconds }: GatewayError): Record<string, string> {
  const headers: Record<string, string> = { 'x-amzn-errortype': `'${errorType}'` };
  return retryAfterSeconds === undefined ? headers : { ...headers, 'Retry-After': `'${retryAfterSeconds}'` };
}
