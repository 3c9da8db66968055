import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { MAX_MODEL_ID_LENGTH, parseModelId } from '#core/bedrock/model-id.ts';
import { ROUTE_KEYS } from '../routes.ts';
import { CapSettings } from './caps.ts';
import { CostRollupFields } from './cost.ts';
import { closedObject, keyed, matching, oneOf, wholeNumber } from './fields.ts';
import { InvocationLogging } from './invocation-logging.ts';
import { OwnershipSettings } from './ownership.ts';

/** Stages there are; each is one stack. */
export const STAGES = ['dev', 'test', 'prod'] as const;
export type StageName = (typeof STAGES)[number];

/** Six calendar months are up to 184 days (EU AI Act Art. 19(1), 26(6)); CloudWatch's 180 is too short. */
const MIN_AUDIT_RETENTION_DAYS = 184;
const RETENTION_DAYS = Object.values(RetentionDays).filter(
  (days): days is RetentionDays =>
    typeof days === 'number' && days >= MIN_AUDIT_RETENTION_DAYS && days !== RetentionDays.INFINITE,
);

/** Streaming integrations end after 15 minutes; 10 s are left for the function and API Gateway to finish. */
const MAX_CALL_TIMEOUT_SECONDS = 890;
/** Lambda takes 6 MB per invocation and gets the body base64-encoded, with the request's other fields. */
const MAX_REQUEST_BYTES = 4_500_000;
/** Limits of AWS tags. */
const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const GUARDRAIL_ARN = /^arn:aws[a-z-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+$/;
const WEB_ACL_ARN = /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/;

const rates = {
  /** Calls per second, steady. */
  rateLimit: wholeNumber(1, 10_000),
  /** Calls at once, on top of it. */
  burstLimit: wholeNumber(1, 5_000),
};
const modelIdAllowed =
  'a model id, inference profile id or ARN as Bedrock takes it, without wildcards (e.g. us.amazon.nova-lite-v1:0)';
const modelId = z
  .string({ error: modelIdAllowed })
  .max(MAX_MODEL_ID_LENGTH, { error: modelIdAllowed })
  .refine((text) => parseModelId(text) !== undefined, { error: modelIdAllowed });
const nonEmptyModels = z.array(modelId, { error: `a list of: ${modelIdAllowed}` }).min(1, {
  error: 'at least one model',
});

const guardrailModes = "an object with mode 'managed', 'off', or 'existing' (then also arn and version)";
const Guardrail = z.discriminatedUnion(
  'mode',
  [
    closedObject({ mode: z.literal('managed') }),
    closedObject({ mode: z.literal('off') }),
    closedObject({
      mode: z.literal('existing'),
      arn: matching(GUARDRAIL_ARN, 'the ARN of a guardrail (arn:aws:bedrock:…:guardrail/…)'),
      version: matching(
        /^[1-9]\d{0,7}$/,
        'the number of a published version, as text; DRAFT may change unseen',
      ),
    }),
  ],
  { error: guardrailModes },
);

/** Limits of one route or of the whole stage. */
const Throttling = closedObject({
  ...rates,
  methods: keyed({
    key: z.string().refine((key) => ROUTE_KEYS.includes(key)),
    value: closedObject(rates),
    allowedKeys: `keys are routes: ${ROUTE_KEYS.join(', ')}`,
  }),
});

const tracedPercentAllowed = 'a number from 0 to 100: percent of the calls, 0 for no traces';

const MAX_CONCURRENCY = 10_000;
const concurrencyAllowed = `a whole number from 0 to ${MAX_CONCURRENCY}, or 'none' for no reservation`;
const concurrency = z.union([wholeNumber(0, MAX_CONCURRENCY), z.literal('none')], {
  error: concurrencyAllowed,
});
const ReservedConcurrency = closedObject({
  gateway: concurrency,
  authorizer: concurrency,
  feedback: concurrency,
  maturity: concurrency,
  cost: concurrency,
  console: concurrency,
});

/** Limits of names that Waymark puts into mail subjects and pages. */
/** As `core/keys/tenant.ts` has it. */
const TENANT = /^[a-z0-9][a-z0-9-]{0,62}$/;
const TEAM = /^[\p{L}\p{N}][\p{L}\p{N} ._&'()/-]{0,63}$/u;
const scheduleAllowed = "an EventBridge Scheduler expression, e.g. 'cron(0 7 ? * MON *)' or 'rate(1 day)'";
const schedule = matching(/^(cron\(\S+( \S+){5}\)|rate\([1-9]\d* (minute|hour|day)s?\))$/, scheduleAllowed);

const budgetAllowed = 'an amount of USD above zero, at most 1000000000';

/** When and over what the maturity is assessed. */
const Maturity = closedObject({
  // CloudWatch keeps datapoints of five minutes for 63 days
  windowDays: wholeNumber(1, 63),
  refreshSchedule: schedule,
  reportSchedule: schedule,
  timeZone: z.string().refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', {
    error: 'an IANA time zone, e.g. UTC or Europe/Berlin',
  }),
  pipelineRolePattern: z
    .string()
    .min(1)
    .refine((pattern) => isPattern(pattern), { error: 'a regular expression' })
    .optional(),
});

const pathAllowed = 'path of a JSON file, absolute or from the folder that the command runs in';

/** What is known of prices and bills. */
const Cost = closedObject({
  prices: z.string({ error: pathAllowed }).min(1, { error: pathAllowed }).optional(),
  ...CostRollupFields,
});

/** What the outlook cannot read from the account. */
const Outlook = closedObject({
  monthlyBudgetUsd: z
    .number({ error: budgetAllowed })
    .positive({ error: budgetAllowed })
    .max(1e9, { error: budgetAllowed })
    .optional(),
  /** By model id as Bedrock's metrics name it. */
  tokensPerMinuteQuotas: keyed({
    key: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,255}$/),
    value: wholeNumber(1, 1_000_000_000),
    allowedKeys: 'keys are model ids, at most 256 characters',
  }),
});

function isPattern(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'i'));
  } catch {
    return false;
  }
}

const shape = {
  region: matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region name, e.g. us-east-1').optional(),
  tags: keyed({
    key: z.string().regex(TAG_KEY),
    value: matching(TAG_VALUE, 'up to 256 letters, digits, spaces and _.:/=+-@'),
    allowedKeys: 'keys are up to 128 letters, digits, spaces and _.:/=+-@, not starting with aws:',
  }),
  auth: oneOf(['keys', 'iam']),
  models: nonEmptyModels,
  aliases: keyed({
    key: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    value: nonEmptyModels,
    allowedKeys: 'keys are up to 63 lower-case letters, digits and hyphens, starting with a letter',
  }),
  guardrail: Guardrail,
  callTimeoutSeconds: wholeNumber(1, MAX_CALL_TIMEOUT_SECONDS),
  maxAttempts: wholeNumber(1, 10),
  maxRequestBytes: wholeNumber(1_024, MAX_REQUEST_BYTES),
  gatewayMemoryMegabytes: wholeNumber(256, 10_240),
  throttling: Throttling,
  reservedConcurrency: ReservedConcurrency,
  authorizerCacheSeconds: wholeNumber(0, 300),
  tracedPercent: z
    .number({ error: tracedPercentAllowed })
    .min(0, { error: tracedPercentAllowed })
    .max(100, { error: tracedPercentAllowed }),
  caps: CapSettings,
  logRetentionDays: z.union(
    RETENTION_DAYS.map((days) => z.literal(days)),
    {
      error: `one of ${RETENTION_DAYS.join(', ')} (at least ${MIN_AUDIT_RETENTION_DAYS} days, in periods that CloudWatch has)`,
    },
  ),
  dashboards: oneOf(['all', 'overview']),
  alarms: z.boolean({ error: 'true or false' }),
  alarmEmail: z.email({ error: 'an e-mail address' }).optional(),
  reportEmail: z.email({ error: 'an e-mail address' }).optional(),
  team: matching(TEAM, "1 to 64 letters, digits, spaces and ._&'()/-, a letter or digit first"),
  maturity: Maturity,
  invocationLogging: InvocationLogging,
  cost: Cost,
  ownership: OwnershipSettings,
  outlook: Outlook,
  webAclArn: matching(WEB_ACL_ARN, 'the ARN of a regional WAF web ACL').optional(),
  console: z.boolean({ error: 'true or false' }),
  consoleTenants: z
    .array(matching(TENANT, 'a tenant: 1 to 63 lower-case letters, digits and dashes'), {
      error: 'a list of tenants',
    })
    .min(1, { error: 'at least one tenant; console: false closes the console' })
    .max(20, { error: 'at most 20 tenants' }),
  apiGatewayLogRole: oneOf(['existing', 'managed']),
  dataRetention: oneOf(['retain', 'destroy']),
};

/** Everything one stage is built from; docs/settings.md and `defaults.ts` say what each setting does. */
export const StageSettings = closedObject(shape);
export type StageSettings = Readonly<z.infer<typeof StageSettings>>;

/** What a settings file may say about a stage: any part of the settings, limits one by one. */
export const StageOverrides = closedObject({
  ...StageSettings.partial().shape,
  throttling: closedObject(Throttling.partial().shape).optional(),
  reservedConcurrency: closedObject(ReservedConcurrency.partial().shape).optional(),
  maturity: closedObject(Maturity.partial().shape).optional(),
  caps: closedObject(CapSettings.partial().shape).optional(),
  invocationLogging: closedObject(InvocationLogging.partial().shape).optional(),
  cost: closedObject(Cost.partial().shape).optional(),
  ownership: OwnershipSettings.optional(),
  outlook: closedObject(Outlook.partial().shape).optional(),
});
export type StageOverrides = z.infer<typeof StageOverrides>;

/** The settings file. */
export const SettingsFile = closedObject({
  defaults: StageOverrides.optional(),
  stages: closedObject({
    dev: StageOverrides.optional(),
    test: StageOverrides.optional(),
    prod: StageOverrides.optional(),
  }),
});
export type SettingsFile = z.infer<typeof SettingsFile>;
