/** A route of the gateway's API. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Function that answers it. */
  readonly target: 'gateway' | 'feedback' | 'maturity' | 'cost' | 'console';
}

/**
 * Every route there is, all of them authorised. No proxy route: a path that is not listed reaches no function.
 */
export const ROUTES = [
  { method: 'POST', path: '/model/{modelId}/converse', target: 'gateway' },
  { method: 'POST', path: '/model/{modelId}/converse-stream', target: 'gateway' },
  { method: 'POST', path: '/model/{modelId}/invoke', target: 'gateway' },
  { method: 'POST', path: '/model/{modelId}/invoke-with-response-stream', target: 'gateway' },
  {
    method: 'POST',
    path: '/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply',
    target: 'gateway',
  },
  { method: 'POST', path: '/v1/chat/completions', target: 'gateway' },
  { method: 'GET', path: '/v1/models', target: 'gateway' },
  { method: 'GET', path: '/v1/healthz', target: 'gateway' },
  { method: 'POST', path: '/v1/feedback', target: 'feedback' },
  { method: 'POST', path: '/v1/maturity/assessments', target: 'maturity' },
  { method: 'GET', path: '/v1/maturity', target: 'maturity' },
  { method: 'GET', path: '/v1/autoops', target: 'maturity' },
  { method: 'POST', path: '/v1/models/compare', target: 'maturity' },
  { method: 'GET', path: '/v1/costs', target: 'cost' },
  { method: 'GET', path: '/v1/outlook', target: 'maturity' },
] as const satisfies readonly Route[];

/** Routes of the operator's console, which are there when the setting `console` says so. */
export const CONSOLE_ROUTES = [
  { method: 'GET', path: '/v1/console', target: 'console' },
  { method: 'GET', path: '/v1/console/{asset}', target: 'console' },
  { method: 'GET', path: '/v1/console/connection', target: 'console' },
  { method: 'GET', path: '/v1/console/dashboards', target: 'console' },
  { method: 'POST', path: '/v1/console/data', target: 'console' },
  { method: 'GET', path: '/v1/console/alarms', target: 'console' },
  { method: 'GET', path: '/v1/console/records', target: 'console' },
  { method: 'GET', path: '/v1/console/reports/{report}', target: 'console' },
  { method: 'GET', path: '/v1/console/mails', target: 'console' },
] as const satisfies readonly Route[];

/** `POST /v1/feedback`: how the settings name a route. */
export function toRouteKey({ method, path }: Route): string {
  return `${method} ${path}`;
}

/** Names of all routes, in the order of `ROUTES`. */
export const ROUTE_KEYS: readonly string[] = ROUTES.map(toRouteKey);
