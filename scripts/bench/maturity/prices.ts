/** What an API call costs. */
export interface Price {
  readonly usd: number;
  /** What is paid for. */
  readonly per: 'metric requested' | 'GB scanned';
  readonly source: string;
  /** When the source was read. */
  readonly readOn: string;
  /** Whether AWS itself says so in what was read. */
  readonly isVerified: boolean;
}

/**
 * Calls that are paid for, by IAM action, us-east-1, without any free tier. Of five statistics of one metric in one
 * call only the first may be charged (recalled, not verified): then this is more than the bill says.
 */
export const PRICES: Readonly<Record<string, Price>> = {
  // That it is always charged, outside of the free requests, stands on aws.amazon.com/cloudwatch/pricing (read 2026-11-21)
  'cloudwatch:GetMetricData': {
    usd: 0.01 / 1_000,
    per: 'metric requested',
    source: 'support.site24x7.com, "CloudWatch metrics cost calculation"',
    readOn: '2026-11-21',
    isVerified: false,
  },
  'logs:StartQuery': {
    usd: 0.005,
    per: 'GB scanned',
    source: 'third-party comparisons of aws.amazon.com/cloudwatch/pricing',
    readOn: '2026-11-21',
    isVerified: false,
  },
};

/** Calls without a price, and who says so. */
export const FREE_CALLS = [
  {
    calls: 'cloudtrail:LookupEvents',
    reason:
      'the event history is free, through its API too (aws.amazon.com/cloudtrail/pricing, read 2026-11-21)',
  },
  {
    calls: 'cloudwatch:ListMetrics, cloudwatch:DescribeAlarms',
    reason:
      'within the 1,000,000 free API requests a month (aws.amazon.com/cloudwatch/pricing, read 2026-11-21)',
  },
  { calls: 'all others', reason: 'no price is known of them (not verified)' },
] as const;

/** What the metrics of an assessment cost. */
export function priceMetrics(queries: number): number {
  return queries * (PRICES['cloudwatch:GetMetricData']?.usd ?? 0);
}

/** What one GB of log costs when so many queries read all of it. */
export function priceLogsPerGigabyte(queries: number): number {
  return queries * (PRICES['logs:StartQuery']?.usd ?? 0);
}
