import * as z from 'zod';
import type { Resource } from '#scripts/local/template/assembly.ts';
import { FREE_DASHBOARD_METRICS, metricsOfDashboard } from './dashboard-metrics.ts';
import { isFreeType } from './free-types.ts';
import { SamplingRuleProperties, type TraceSampling, toSampling } from './trace-sampling.ts';

/** A function as the template makes it. */
export interface FunctionFacts {
  /** What it calls itself in logs and metrics. */
  readonly role: string;
  readonly memoryGb: number;
  readonly isArm: boolean;
}

/** A schedule and the function that it invokes. */
export interface ScheduleFacts {
  readonly role: string;
  readonly expression: string;
  readonly timeZone: string;
  /** The event that the function gets, as JSON: what tells schedules of one function apart. */
  readonly input: string;
}

/** What of a template decides its bill. */
export interface StackFacts {
  readonly functions: readonly FunctionFacts[];
  readonly schedules: readonly ScheduleFacts[];
  readonly alarms: number;
  /** Metrics that alarms watch: an alarm on metric math is paid for by each of its metrics. */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  /** Those of them that name more metrics than a free dashboard may. */
  readonly largeDashboards: number;
  readonly insightRules: number;
  readonly kmsKeys: number;
  readonly secrets: number;
  readonly tables: number;
  readonly mailSubscriptions: number;
  readonly logRetentionDays: number;
  /** How long API Gateway remembers an authorisation. */
  readonly authorizerCacheSeconds: number;
  /** Which calls X-Ray records. @default - none */
  readonly traceSampling?: TraceSampling;
  /** Policies of the guardrail that are paid for by the text. */
  readonly guardrailPolicies: readonly ('content' | 'sensitiveInformation')[];
  /** Resource types that nobody has given a price, and how many resources are of them. */
  readonly unpricedTypes: Readonly<Record<string, number>>;
}

/** Types that `readFacts` counts; every other one is free, or has no price here. */
const PRICED_TYPES: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::Authorizer',
  'AWS::Bedrock::Guardrail',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::CloudWatch::InsightRule',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::Scheduler::Schedule',
  'AWS::SecretsManager::Secret',
  'AWS::XRay::SamplingRule',
]);

const FunctionProperties = z.object({
  MemorySize: z.number().default(128),
  Architectures: z.array(z.string()).default(['x86_64']),
  Environment: z
    .object({ Variables: z.object({ POWERTOOLS_SERVICE_NAME: z.string().optional() }).default({}) })
    .default({ Variables: {} }),
});
const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().default('ENABLED'),
  Target: z.object({
    Arn: z
      .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
      .optional()
      .catch(undefined),
    Input: z.union([z.string(), z.unknown().transform((value) => JSON.stringify(value))]).default('{}'),
  }),
});
const AlarmProperties = z.object({
  Metrics: z
    .array(z.object({ MetricStat: z.unknown().optional(), Expression: z.string().optional() }))
    .optional(),
});
const DashboardProperties = z.object({ DashboardBody: z.unknown() });
const StageProperties = z.object({ TracingEnabled: z.boolean().default(false) });
const AuthorizerProperties = z.object({ AuthorizerResultTtlInSeconds: z.number().default(300) });
const LogGroupProperties = z.object({ RetentionInDays: z.number().optional() });
const SubscriptionProperties = z.object({ Protocol: z.string() });
const GuardrailProperties = z.object({
  ContentPolicyConfig: z.unknown().optional(),
  SensitiveInformationPolicyConfig: z.unknown().optional(),
});

/** Functions that say nothing of themselves are CDK's own for custom resources: they run when the stack is deployed. */
export const DEPLOYMENT_ROLE = 'deployment';

/** The band of an anomaly alarm counts as two metrics more (AWS agent toolkit, "metrics"; not verified). */
const BAND_METRICS = 2;

/** Reads what decides the bill from a template's resources, intrinsic functions unresolved. */
export function readFacts(resources: Readonly<Record<string, Resource>>): StackFacts {
  const all = <Output>(type: string, schema: z.ZodType<Output>): readonly Output[] =>
    Object.values(resources).flatMap(({ Type, Properties }) =>
      Type === type ? [schema.parse(Properties)] : [],
    );
  const count = (type: string): number => all(type, z.unknown()).length;
  const alarms = all('AWS::CloudWatch::Alarm', AlarmProperties);
  const dashboards = all('AWS::CloudWatch::Dashboard', DashboardProperties);
  return {
    functions: all('AWS::Lambda::Function', FunctionProperties).map(toFunctionFacts),
    schedules: all('AWS::Scheduler::Schedule', ScheduleProperties)
      .filter(({ State }) => State === 'ENABLED')
      .map((schedule) => toScheduleFacts(schedule, resources)),
    alarms: alarms.length,
    alarmMetrics: sum(alarms.map(metricsOf)),
    compositeAlarms: count('AWS::CloudWatch::CompositeAlarm'),
    dashboards: dashboards.length,
    largeDashboards: dashboards.filter(
      ({ DashboardBody }) => metricsOfDashboard(DashboardBody) > FREE_DASHBOARD_METRICS,
    ).length,
    insightRules: count('AWS::CloudWatch::InsightRule'),
    kmsKeys: count('AWS::KMS::Key'),
    secrets: count('AWS::SecretsManager::Secret'),
    tables: count('AWS::DynamoDB::Table'),
    mailSubscriptions: all('AWS::SNS::Subscription', SubscriptionProperties).filter(
      ({ Protocol }) => Protocol === 'email',
    ).length,
    logRetentionDays: Math.max(
      0,
      ...all('AWS::Logs::LogGroup', LogGroupProperties).map(({ RetentionInDays }) => RetentionInDays ?? 365),
    ),
    authorizerCacheSeconds: Math.min(
      300,
      ...all('AWS::ApiGateway::Authorizer', AuthorizerProperties).map(
        ({ AuthorizerResultTtlInSeconds: seconds }) => seconds,
      ),
    ),
    ...(all('AWS::ApiGateway::Stage', StageProperties).some(({ TracingEnabled }) => TracingEnabled) && {
      traceSampling: toSampling(all('AWS::XRay::SamplingRule', SamplingRuleProperties)[0]),
    }),
    guardrailPolicies: all('AWS::Bedrock::Guardrail', GuardrailProperties).flatMap(policiesOf),
    unpricedTypes: unpricedTypesOf(Object.values(resources)),
  };
}

function toFunctionFacts(properties: z.infer<typeof FunctionProperties>): FunctionFacts {
  return {
    role: properties.Environment.Variables.POWERTOOLS_SERVICE_NAME ?? DEPLOYMENT_ROLE,
    memoryGb: properties.MemorySize / 1_024,
    isArm: properties.Architectures.includes('arm64'),
  };
}

function toScheduleFacts(
  {
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timeZone,
    Target,
  }: z.infer<typeof ScheduleProperties>,
  resources: Readonly<Record<string, Resource>>,
): ScheduleFacts {
  const target = resources[Target.Arn?.['Fn::GetAtt'][0] ?? ''];
  const { role } = toFunctionFacts(FunctionProperties.parse(target?.Properties ?? {}));
  return { role, expression, timeZone, input: Target.Input };
}

function metricsOf({ Metrics }: z.infer<typeof AlarmProperties>): number {
  if (!Metrics) return 1;
  const bands = Metrics.filter(({ Expression }) => Expression?.includes('ANOMALY_DETECTION_BAND')).length;
  return Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length + BAND_METRICS * bands;
}

function policiesOf(guardrail: z.infer<typeof GuardrailProperties>): StackFacts['guardrailPolicies'] {
  return [
    ...(guardrail.ContentPolicyConfig ? (['content'] as const) : []),
    ...(guardrail.SensitiveInformationPolicyConfig ? (['sensitiveInformation'] as const) : []),
  ];
}

function unpricedTypesOf(resources: readonly Resource[]): Record<string, number> {
  const unknown = resources.filter(({ Type }) => !PRICED_TYPES.has(Type) && !isFreeType(Type));
  const counts = new Map<string, number>();
  for (const { Type } of unknown) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  return Object.fromEntries(counts);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
