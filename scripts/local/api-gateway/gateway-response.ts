import { type ContextVariables, fillTemplate } from './context-variables.ts';
import type { GatewayResponseDefinition } from './definition.ts';

/** Answers API Gateway itself gives, with AWS's default status, message and error type. */
const GATEWAY_RESPONSES = {
  ACCESS_DENIED: {
    status: 403,
    message: 'User is not authorized to access this resource',
    error: 'AccessDeniedException',
  },
  API_CONFIGURATION_ERROR: {
    status: 500,
    message: 'Internal server error',
    error: 'InternalServerErrorException',
  },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    message: 'Internal server error',
    error: 'AuthorizerConfigurationException',
  },
  AUTHORIZER_FAILURE: { status: 500, message: 'Internal server error', error: 'AuthorizerFailureException' },
  BAD_REQUEST_PARAMETERS: { status: 400, message: 'Bad Request', error: 'BadRequestException' },
  DEFAULT_5XX: { status: 502, message: 'Internal server error', error: 'InternalServerErrorException' },
  INTEGRATION_FAILURE: {
    status: 504,
    message: 'Internal server error',
    error: 'InternalServerErrorException',
  },
  INTEGRATION_TIMEOUT: {
    status: 504,
    message: 'Endpoint request timed out',
    error: 'InternalServerErrorException',
  },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: 'Missing Authentication Token',
    error: 'MissingAuthenticationTokenException',
  },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Too Long', error: 'RequestTooLongException' },
  THROTTLED: { status: 429, message: 'Too Many Requests', error: 'TooManyRequestsException' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized', error: 'UnauthorizedException' },
} as const;
export type GatewayResponseType = keyof typeof GATEWAY_RESPONSES;

/** An answer ready to be sent. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The message inside the body. */
  readonly message: string;
}

const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

/** Renders a gateway response as the template defines it, else the default of its class, else AWS's own. */
export function renderGatewayResponse(
  type: GatewayResponseType,
  definitions: readonly GatewayResponseDefinition[],
  variables: ContextVariables,
): GatewayResponse {
  const standard = GATEWAY_RESPONSES[type];
  const exact = definitions.find(({ responseType }) => responseType === type);
  const fallback = definitions.find(
    ({ responseType }) => responseType === `DEFAULT_${standard.status < 500 ? 4 : 5}XX`,
  );
  const definition = exact ?? fallback;
  const message = String(variables['error.message'] ?? standard.message);
  const filled: ContextVariables = { ...variables, 'error.message': message, 'error.responseType': type };
  const headers = Object.entries(definition?.headers ?? {}).map(([name, value]) => [
    name,
    headerValue(value, filled),
  ]);
  return {
    message,
    status: exact?.statusCode ?? fallback?.statusCode ?? standard.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': standard.error,
      ...Object.fromEntries(headers),
    },
    body: fillTemplate(definition?.template ?? DEFAULT_TEMPLATE, messageString(filled)),
  };
}

/** `$context.error.messageString` is the message with quotes around it. */
function messageString(variables: ContextVariables): ContextVariables {
  return { ...variables, 'error.messageString': JSON.stringify(variables['error.message'] ?? null) };
}

/** `'literal'`, or a reference such as `context.requestId`. */
function headerValue(value: string, variables: ContextVariables): string {
  const literal = /^'(.*)'$/s.exec(value)?.[1];
  return literal ?? String(variables[value.replace(/^context\./, '')] ?? '');
}
