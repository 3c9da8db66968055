import type { Caller } from './credentials.ts';
import type { HostedService } from './hosted-service.ts';
import { ServiceError, type ServiceRequest } from './wire.ts';

/** Requests that an account refuses. The lists are looked at on every request: a test may change them. */
export interface RefusalSetup {
  /**
   * IAM actions that are denied, for example `bedrock:ListGuardrails`; `bedrock:*` denies all of a service.
   * @default []
   */
  readonly denied?: readonly string[] | undefined;
  /**
   * IAM actions that are throttled.
   * @default []
   */
  readonly throttled?: readonly string[] | undefined;
}

/** Prefixes of IAM actions that differ from the name that signatures carry. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

/** IAM actions that are not called like the operation: service authorization reference. */
const ACTIONS: Readonly<Record<string, string>> = {
  'bedrock:Converse': 'bedrock:InvokeModel',
  'bedrock:ConverseStream': 'bedrock:InvokeModelWithResponseStream',
  'budgets:DescribeBudgets': 'budgets:ViewBudget',
  'budgets:DescribeNotificationsForBudget': 'budgets:ViewBudget',
  'budgets:DescribeSubscribersForNotification': 'budgets:ViewBudget',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListBuckets': 's3:ListAllMyBuckets',
};

interface ErrorShape {
  readonly type: string;
  readonly status: number;
}

interface Shapes {
  readonly denied: ErrorShape;
  readonly throttled: ErrorShape;
}

const QUERY: Shapes = {
  denied: { type: 'AccessDenied', status: 403 },
  throttled: { type: 'Throttling', status: 400 },
};
const REST: Shapes = {
  denied: { type: 'AccessDeniedException', status: 403 },
  throttled: { type: 'ThrottlingException', status: 429 },
};
const JSON_TARGET: Shapes = {
  denied: { type: 'AccessDeniedException', status: 400 },
  throttled: { type: 'ThrottlingException', status: 400 },
};

/** Errors by the name that signatures carry; services that are not here speak AWS JSON. */
const SHAPES: Readonly<Record<string, Shapes>> = {
  bedrock: REST,
  scheduler: REST,
  iam: QUERY,
  sts: QUERY,
  // it spoke Query before it spoke JSON and kept the codes; unverified against AWS
  monitoring: QUERY,
  sns: { denied: { type: 'AuthorizationError', status: 403 }, throttled: { type: 'Throttled', status: 429 } },
  s3: { denied: { type: 'AccessDenied', status: 403 }, throttled: { type: 'SlowDown', status: 503 } },
};

/** Throws the service's own error when the account denies or throttles what is asked for. */
export function refuse(
  { denied = [], throttled = [] }: RefusalSetup,
  call: { readonly hosted: HostedService; readonly request: ServiceRequest; readonly caller: Caller },
): void {
  if (denied.length === 0 && throttled.length === 0) return;
  const action = actionOf(call);
  const shapes = SHAPES[call.hosted.signingName] ?? JSON_TARGET;
  if (covers(denied, action))
    throw new ServiceError(
      shapes.denied.type,
      `User: ${call.caller.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      shapes.denied,
    );
  if (covers(throttled, action))
    throw new ServiceError(shapes.throttled.type, 'Rate exceeded', shapes.throttled);
}

function actionOf({
  hosted,
  request,
}: {
  readonly hosted: HostedService;
  readonly request: ServiceRequest;
}): string {
  const { service, signingName } = hosted;
  const action = `${PREFIXES[signingName] ?? signingName}:${service.operationName(request) ?? ''}`;
  return ACTIONS[action] ?? action;
}

const covers = (patterns: readonly string[], action: string): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action,
  );
