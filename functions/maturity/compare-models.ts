import * as z from 'zod/mini';
import type { PriceBook } from '#core/cost/price-book.ts';
import type { ObservationWindow } from '#core/maturity/observation.ts';
import { windowEnding } from '#core/maturity/window.ts';
import { compareModels, type ModelComparison } from '#core/models/compare.ts';
import { type Known, known, mapKnown, unknown } from '#core/models/known.ts';
import type { CompareRequest } from '#core/models/options.ts';
import {
  type Quality,
  qualityOf,
  RATINGS_QUERY,
  type RatedCall,
  type Rating,
  ratedCallQueries,
} from '#core/models/quality.ts';
import { readTraffic, type Traffic } from '#core/models/traffic.ts';
import { planTraffic } from '#core/models/traffic-plan.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import type { Clock, LogReader, MetricReader } from '#functions/ports.ts';
import { type Deadline, lateReading, startDeadline } from './deadline.ts';

/** What a comparison reads the account with. */
export interface CompareDependencies {
  readonly metrics: MetricReader;
  readonly logs: LogReader;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly prices: PriceBook;
}

/** Where it reads. */
export interface ComparePlace {
  readonly region: string;
  readonly stage: string;
  /** @default - quality stays unknown */
  readonly gatewayLogGroup?: string | undefined;
  /** @default - quality stays unknown */
  readonly feedbackLogGroup?: string | undefined;
  /** Longest time to read for, in milliseconds. */
  readonly limitMs: number;
}

/** "Last month": a calendar month would leave out what happened since. */
const WINDOW_DAYS = 30;
const MINUTE_MS = 60_000;

interface Round extends CompareDependencies, ComparePlace {
  readonly window: ObservationWindow;
  readonly deadline: Deadline;
}

/** Compares two models by list and by what this account saw of them. Never throws for what cannot be read. */
export async function compareInAccount(
  dependencies: CompareDependencies,
  place: ComparePlace,
  request: CompareRequest,
): Promise<ModelComparison> {
  const nowMs = dependencies.clock.now();
  const deadline = startDeadline(dependencies.clock, place.limitMs);
  // the minute under way as well: who has just made calls looks for them
  const window = windowEnding(nowMs + MINUTE_MS, WINDOW_DAYS);
  const round: Round = { ...dependencies, ...place, window, deadline };
  try {
    const [[trafficA, trafficB], rated] = await Promise.all([
      readBoth(round, [request.a, request.b]),
      readRatings(round),
    ]);
    const observe = (modelId: string, traffic: Known<Traffic>) => ({
      traffic,
      quality: mapKnown(rated, ({ ratings, calls }): Known<Quality> => qualityOf(modelId, ratings, calls)),
    });
    const observed = { a: observe(request.a, trafficA), b: observe(request.b, trafficB) };
    const { region, stage, prices: book } = round;
    const comparedAt = new Date(nowMs).toISOString();
    return compareModels({ request, comparedAt, region, stage, window, book, observed });
  } finally {
    deadline.end();
  }
}

type Both<Value> = readonly [Value, Value];

/** Both models in one GetMetricData request where they fit. */
async function readBoth(round: Round, [a, b]: Both<string>): Promise<Both<Known<Traffic>>> {
  const { metrics, deadline, window, stage, limitMs } = round;
  const listing = await deadline.within(
    metrics.list(catalogue.bedrockInvocations.namespace, undefined, deadline.signal),
    lateReading('cloudwatch:ListMetrics', limitMs),
  );
  const [planA, planB] = [a, b].map((modelId) => planTraffic({ modelId, stage, listing }));
  if (planA === undefined || planB === undefined) throw new TypeError('Two models have two plans.');
  const queries = [...planA.queries, ...planB.queries].map(({ query }) => query);
  const late = lateReading('cloudwatch:GetMetricData', limitMs);
  const results = await deadline.within(
    metrics.read(queries, window, deadline.signal),
    queries.map(() => late),
  );
  return [readTraffic(planA, results), readTraffic(planB, results.slice(planA.queries.length))];
}

interface Rated {
  readonly ratings: readonly Rating[];
  readonly calls: readonly RatedCall[];
}

const RatingRow = z.object({ requestId: z.string(), rating: z.enum(['positive', 'negative']) });
const CallRow = z.object({ requestId: z.string(), gatewayRequestId: z.string(), model: z.string() });

async function readRatings(round: Round): Promise<Known<Rated>> {
  const { feedbackLogGroup, gatewayLogGroup } = round;
  if (feedbackLogGroup === undefined || gatewayLogGroup === undefined)
    return unknown('No log groups of Waymark’s gateway and feedback functions were named.');
  const ratings = await query(round, feedbackLogGroup, RATINGS_QUERY, RatingRow);
  if (ratings.status === 'unknown') return ratings;
  const answers = await Promise.all(
    ratedCallQueries(ratings.value).map((text) => query(round, gatewayLogGroup, text, CallRow)),
  );
  const calls: RatedCall[] = [];
  for (const answer of answers) {
    if (answer.status === 'unknown') return answer; // a part of the ratings would be a wrong share
    calls.push(...answer.value);
  }
  return known({ ratings: ratings.value, calls });
}

async function query<Row>(
  { logs, window, deadline, limitMs }: Round,
  logGroup: string,
  text: string,
  row: z.ZodMiniType<Row>,
): Promise<Known<readonly Row[]>> {
  const answer = await deadline.within(
    logs.query({ logGroup, query: text, window, signal: deadline.signal }),
    lateReading('logs:StartQuery', limitMs),
  );
  if (answer.status === 'unknown') return unknown(answer.detail);
  return known(
    answer.rows.flatMap((one) => {
      const parsed = row.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}
