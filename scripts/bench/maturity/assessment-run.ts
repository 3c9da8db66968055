import { systemClock } from '#adapters/clock.ts';
import { QUERIES_PER_CALL } from '#adapters/cloudwatch-metrics.ts';
import { LOOKUP } from '#adapters/evidence/cloudtrail-events.ts';
import { assess } from '#core/maturity/assess.ts';
import type { ObservationSet } from '#core/maturity/observation.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import { observe } from '#functions/maturity/observe.ts';
import { renderFiles } from '#functions/maturity/render.ts';
import type { Clock } from '#functions/ports.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '#scripts/local/aws/credentials.ts';
import type { Child } from '../child.ts';
import { FEEDBACK_LOG_GROUP, GATEWAY_LOG_GROUP, GATEWAY_ROLE_ARN, STAGE } from './account.ts';
import { createWaitlessClock } from './clocks.ts';
import { AccountReady, Done } from './messages.ts';
import { priceMetrics } from './prices.ts';

/** CloudTrail's two lookups a second, as the adapter keeps to them. */
const LOOKUP_SPACING_MS = 500;

/** One assessment of an account with so many metric series. */
export interface AssessmentRow {
  readonly series: number;
  /** Metrics asked of GetMetricData: what is paid for. */
  readonly queries: number;
  /** API calls by IAM action. */
  readonly calls: Readonly<Record<string, number>>;
  /** The fewest GetMetricData calls that so many queries can be asked with. */
  readonly fewestMetricCalls: number;
  readonly costUsd: number;
  /** From the first call to the rendered report. */
  readonly elapsedMs: number;
  /** The part of it in which one lookup has to wait for the next. */
  readonly pacingMs: number;
  /** The same assessment with every wait left out. */
  readonly workMs: number;
  /** Processor time of that, in the assessing process. */
  readonly processorMs: number;
  /** Evidence that was asked for and not read; anything here makes the row worthless. */
  readonly unread: readonly string[];
}

/** Assesses an account twice: as it is deployed, and with every wait left out. */
export async function measureAssessment(
  account: Child,
  series: number,
): Promise<{ readonly row: AssessmentRow; readonly set: ObservationSet; readonly endpoint: string }> {
  const { endpoint } = await account.ask({ type: 'start', series }, AccountReady);
  await account.ask({ type: 'limit-lookups', isLimited: false }, Done);
  await assessOnce(endpoint, createWaitlessClock()); // V8 compiles
  const work = await assessOnce(endpoint, createWaitlessClock());
  await account.ask({ type: 'limit-lookups', isLimited: true }, Done);
  const real = await assessOnce(endpoint, systemClock);
  const { queries, calls, set, elapsedMs } = real;
  const row = {
    series,
    queries,
    calls,
    fewestMetricCalls: Math.ceil(queries / QUERIES_PER_CALL),
    costUsd: priceMetrics(queries),
    elapsedMs,
    pacingMs: LOOKUP_SPACING_MS * Math.max(0, (calls[LOOKUP] ?? 0) - 1),
    workMs: work.elapsedMs,
    processorMs: work.processorMs,
    unread: unreadOf(set),
  };
  return { row, set, endpoint };
}

/** Evidence, verdict and report, as the function makes them; storing and mailing are left out. */
async function assessOnce(endpoint: string, clock: Clock) {
  const evidence = createLiveEvidence({
    region: LOCAL_REGION,
    endpoint,
    credentials: LOCAL_CREDENTIALS,
    clock,
  });
  let queries = 0;
  const metrics: typeof evidence.metrics = {
    list: evidence.metrics.list,
    read: (asked, ...rest) => {
      queries += asked.length;
      return evidence.metrics.read(asked, ...rest);
    },
  };
  const startedMs = performance.now();
  const before = process.cpuUsage();
  const set = await observe({ ...evidence, metrics }, SETTINGS);
  renderFiles(set, assess(set), { link: 'https://example.org/' });
  const { user, system } = process.cpuUsage(before);
  const elapsedMs = performance.now() - startedMs;
  return { set, queries, calls: evidence.calls.all(), elapsedMs, processorMs: (user + system) / 1_000 };
}

/** What the assessed account is asked as. */
export const SETTINGS = {
  team: 'benchmark',
  stage: STAGE,
  region: LOCAL_REGION,
  windowDays: 14,
  gatewayLogGroup: GATEWAY_LOG_GROUP,
  feedbackLogGroup: FEEDBACK_LOG_GROUP,
  gatewayRoleArn: GATEWAY_ROLE_ARN,
};

function unreadOf({ observations }: ObservationSet): readonly string[] {
  return observations.flatMap(({ id, reading }) =>
    reading.status === 'unknown' && reading.reason !== 'not_collected' ? [`${id}: ${reading.detail}`] : [],
  );
}
