import { PRICES as ASSESSMENT_PRICES } from '../maturity/prices.ts';

/** What one thing costs in us-east-1, first tier, on demand. */
export interface Price {
  /** USD for one `unit`. */
  readonly usd: number;
  readonly unit: string;
  /** What every account has free in every month, without an end: units. @default 0 */
  readonly free?: number;
  /** Units up to which this price holds; above, AWS charges less. @default - unknown or without end */
  readonly upTo?: number;
  /** Page that says so. */
  readonly source: string;
  /** Date of that page, or of when it was read where it has none. */
  readonly date: string;
  /** Whether AWS itself says so in what was read. A copy of an AWS page may be older than the price. */
  readonly isVerified: boolean;
}

const MILLION = 1_000_000;
const READ = '2026-11-21';
const LISTED = 'github.com/vreutova/infracost-idem-support/pull/2 (prices of the AWS price list)';
const CLOUDWATCH = 'factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards';

const SECRETS =
  'github.com/api-evangelist/amazon-secrets-manager (words of aws.amazon.com/secrets-manager/pricing)';

const unverified = (source: string, date: string) => ({ source, date, isVerified: false }) as const;
const verified = (source: string) => ({ source, date: READ, isVerified: true }) as const;

/**
 * Every price of the bill. `free` is what never ends: the allowances of an account's first 12 months are left out.
 * The free CloudWatch allowances stand on aws.amazon.com/cloudwatch/pricing (of alarm metrics those that an alarm lists
 * by name, not those of a query), those of X-Ray on aws.amazon.com/xray/pricing.
 */
export const PRICES = {
  apiRequest: {
    ...{ usd: 3.5 / MILLION, unit: 'request', upTo: 333 * MILLION },
    ...unverified('awsforengineers.com/blog/aws-api-gateway-pricing-explained', '2025-05-19'),
  },
  transferGb: {
    ...{ usd: 0.09, unit: 'GB to the internet', free: 100, upTo: 10_000 },
    ...unverified('amnic.com/blogs/aws-api-gateway-pricing', READ),
  },
  lambdaRequest: {
    ...{ usd: 0.2 / MILLION, unit: 'invocation', free: MILLION },
    ...unverified('cloudchipr.com/blog/aws-lambda-pricing', READ),
  },
  lambdaArmGbSecond: {
    ...{ usd: 0.000_013_333_4, unit: 'GB-second', free: 400_000, upTo: 7_500 * MILLION },
    ...unverified('cloudchipr.com/blog/aws-lambda-pricing', READ),
  },
  lambdaX86GbSecond: {
    ...{ usd: 0.000_016_666_7, unit: 'GB-second', free: 400_000, upTo: 6_000 * MILLION },
    ...unverified('cloudchipr.com/blog/aws-lambda-pricing', READ),
  },
  logIngestionGb: {
    ...{ usd: 0.5, unit: 'GB ingested', free: 5, upTo: 10_000 },
    ...unverified(`${CLOUDWATCH}; ${LISTED}`, '2026-06-13'),
  },
  logStorageGb: { ...{ usd: 0.03, unit: 'GB-month compressed', free: 0 }, ...unverified(LISTED, READ) },
  logScanGb: {
    usd: ASSESSMENT_PRICES['logs:StartQuery']?.usd ?? Number.NaN,
    ...{ unit: 'GB scanned' },
    ...unverified(LISTED, READ),
  },
  metric: {
    ...{ usd: 0.3, unit: 'metric-month', free: 10, upTo: 10_000 },
    ...unverified('signoz.io/guides/cloudwatch-pricing', '2026-02-15'),
  },
  metricRequested: {
    usd: ASSESSMENT_PRICES['cloudwatch:GetMetricData']?.usd ?? Number.NaN,
    ...{ unit: 'metric requested' },
    ...unverified('github.com/nishinoshake/aws-rough/issues/37', '2022-04-29'),
  },
  alarmMetric: { ...{ usd: 0.1, unit: 'alarm metric', free: 10 }, ...unverified(LISTED, READ) },
  compositeAlarm: { ...{ usd: 0.5, unit: 'composite alarm' }, ...unverified(CLOUDWATCH, '2026-06-13') },
  dashboard: { ...{ usd: 3, unit: 'dashboard', free: 3 }, ...unverified(CLOUDWATCH, '2026-06-13') },
  largeDashboard: {
    ...{ usd: 3, unit: 'dashboard of more than 50 metrics' },
    ...unverified(CLOUDWATCH, '2026-06-13'),
  },
  insightRule: {
    ...{ usd: 0.5, unit: 'rule', free: 1 },
    ...unverified('github.com/api-evangelist/cloudwatch plans/cloudwatch-plans-pricing.yml', '2026-05-05'),
  },
  insightEvent: {
    ...{ usd: 0.02 / MILLION, unit: 'matched event', free: MILLION },
    ...unverified('github.com/api-evangelist/cloudwatch plans/cloudwatch-plans-pricing.yml', '2026-05-05'),
  },
  kmsKey: { ...{ usd: 1, unit: 'key' }, ...verified('aws.amazon.com/kms/pricing') },
  kmsRequest: {
    ...{ usd: 0.03 / 10_000, unit: 'request', free: 20_000 },
    ...unverified('wring.co/blog/aws-kms-pricing-guide', READ),
  },
  secret: {
    ...{ usd: 0.4, unit: 'secret' },
    ...unverified(SECRETS, '2026-09-20'),
  },
  secretCall: {
    ...{ usd: 0.05 / 10_000, unit: 'API call' },
    ...unverified(SECRETS, '2026-09-20'),
  },
  tableRead: {
    ...{ usd: 0.125 / MILLION, unit: 'read request unit' },
    ...unverified('airbyte.com/data-engineering-resources/dynamodb-pricing', '2025-07-21'),
  },
  tableWrite: {
    ...{ usd: 0.625 / MILLION, unit: 'write request unit' },
    ...unverified('airbyte.com/data-engineering-resources/dynamodb-pricing', '2025-07-21'),
  },
  bucketGb: {
    ...{ usd: 0.023, unit: 'GB-month', upTo: 50_000 },
    ...unverified('github.com/mattrobinsonsre/terrapod/issues/951', '2026-07-21'),
  },
  bucketWrite: {
    ...{ usd: 5 / MILLION, unit: 'PUT or LIST' },
    ...unverified('github.com/mattrobinsonsre/terrapod/issues/951', '2026-07-21'),
  },
  bucketRead: {
    ...{ usd: 0.4 / MILLION, unit: 'GET' },
    ...unverified('github.com/mattrobinsonsre/terrapod/issues/951', '2026-07-21'),
  },
  publish: {
    ...{ usd: 0.5 / MILLION, unit: 'publish', free: MILLION },
    ...unverified('factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols', '2026-06-13'),
  },
  mail: {
    ...{ usd: 2 / 100_000, unit: 'mail', free: 1_000 },
    ...unverified('factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols', '2026-06-13'),
  },
  scheduledRun: {
    ...{ usd: 1 / MILLION, unit: 'invocation', free: 14 * MILLION },
    ...unverified('cloudburn.io/blog/amazon-eventbridge-pricing', '2026-03-13'),
  },
  trace: {
    ...{ usd: 5 / MILLION, unit: 'trace recorded', free: 100_000 },
    ...verified('aws.amazon.com/xray/pricing'),
  },
  costExplorerRequest: {
    ...{ usd: 0.01, unit: 'request' },
    ...verified('aws.amazon.com/aws-cost-management/aws-cost-explorer/faqs'),
  },
  contentFilterUnit: {
    ...{ usd: 0.15 / 1_000, unit: 'text unit' },
    ...unverified('techjacksolutions.com/ai-tools/aws/what-is-bedrock-guardrails', '2026-05-14'),
  },
  sensitiveInformationUnit: {
    ...{ usd: 0.1 / 1_000, unit: 'text unit' },
    ...unverified(
      'hivebook.wiki/wiki/aws-bedrock-guardrails-content-filters-pii-masking-grounding-checks-for-fms',
      READ,
    ),
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;
