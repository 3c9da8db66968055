import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import { toBounded } from '#core/maturity/bounds.ts';
import {
  listedWindow,
  METRIC_FACT_SOURCES,
  readModelTraffic,
  readStages,
} from '#core/maturity/metric-facts.ts';
import { toMetricObservations } from '#core/maturity/metric-observations.ts';
import { namespacesToList, planMetrics, rowsOfKind } from '#core/maturity/metric-plan.ts';
import type { FactObservation, ObservationSet, SignalObservation } from '#core/maturity/observation.ts';
import {
  OBSERVED_TRAFFIC_SOURCE,
  planCaptured,
  readObservedTraffic,
} from '#core/maturity/observed-traffic.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import { readCountedCosts } from '#core/spending/counted.ts';
import type {
  Clock,
  EvidenceContext,
  FactSource,
  LogReader,
  MetricListing,
  MetricReader,
} from '#functions/ports.ts';
import { type Deadline, lateReading, startDeadline } from './deadline.ts';
import { readLogSignals } from './log-signals.ts';

/** What evidence is gathered through. */
export interface GatherDependencies {
  readonly metrics: MetricReader;
  readonly facts: readonly FactSource[];
  readonly logs: LogReader;
  readonly clock: Pick<Clock, 'sleep'>;
  /** What tokens are priced with. @default - the built-in prices */
  readonly prices?: PriceBook | undefined;
  /** Told whenever a part is done: parts done, and parts in all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What is assessed, and how long gathering may take. */
export interface GatherRequest extends Omit<EvidenceContext, 'signal'> {
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  /** Log group of the feedback function. @default - its signals are not collected */
  readonly feedbackLogGroup?: string | undefined;
  /**
   * What is not answered by then is unknown, in milliseconds.
   * @default 60000
   */
  readonly limitMs?: number | undefined;
  /** Told when the time was over before everything was read. */
  readonly onLate?: ((limitMs: number) => void) | undefined;
}

type Observations = ObservationSet['observations'];
type Common = Pick<SignalObservation, 'window' | 'observedAt'>;

/** Everything that one round of reading works with. */
interface Round {
  readonly dependencies: GatherDependencies;
  readonly request: GatherRequest;
  readonly context: EvidenceContext;
  readonly common: Common;
  readonly deadline: Deadline;
  readonly limitMs: number;
}

const DEFAULT_LIMIT_MS = 60_000;

/** Reads all evidence at the same time. Never throws: what cannot be read is in the result as unknown. */
export async function gather(
  dependencies: GatherDependencies,
  request: GatherRequest,
): Promise<Observations> {
  const { window, observedAt, limitMs = DEFAULT_LIMIT_MS } = request;
  const deadline = startDeadline(dependencies.clock, limitMs);
  const round: Round = {
    dependencies,
    request,
    context: { ...request, signal: deadline.signal },
    common: { window, observedAt },
    deadline,
    limitMs,
  };
  const parts = [
    observeMetrics(round),
    observeLogs(round),
    ...dependencies.facts.map(async (source) => [await observeFact(source, round)]),
  ];
  reportProgress(parts, dependencies.onProgress);
  const observations = (await Promise.all(parts)).flat();
  if (deadline.signal.aborted) request.onLate?.(limitMs);
  deadline.end();
  return [...observations, ...externalSignals(round.common)].map(toBounded);
}

function reportProgress(
  parts: readonly Promise<unknown>[],
  onProgress: GatherDependencies['onProgress'],
): void {
  let done = 0;
  const count = (): void => {
    done += 1;
    onProgress?.(done, parts.length);
  };
  for (const part of parts) part.then(count, count);
}

async function observeFact(source: FactSource, round: Round): Promise<FactObservation> {
  const { context, common, deadline, limitMs } = round;
  const { id, call } = source;
  const reading = await deadline.within(source.collect(context), lateReading(call, limitMs));
  const window = source.window?.(context) ?? common.window;
  return { kind: 'fact', id, ...common, window, source: { call, query: source.query(context) }, reading };
}

/** Metric signals, and the facts that the same answers say. */
async function observeMetrics(round: Round): Promise<Observations> {
  const { common, context, deadline, limitMs } = round;
  const { metrics, prices: book = defaultPriceBook } = round.dependencies;
  const { namespace, metricName } = catalogue.requests;
  const list = (...[name, metric]: readonly [string, string?]): Promise<MetricListing> =>
    deadline.within(
      metrics.list(name, metric, deadline.signal),
      lateReading('cloudwatch:ListMetrics', limitMs),
    );
  const namespaces = namespacesToList(catalogue);
  const [stages, ...listed] = await Promise.all([
    list(namespace, metricName),
    ...namespaces.map((name) => list(name)),
  ]);
  const listings = new Map(
    namespaces.flatMap((name, index) => (listed[index] ? [[name, listed[index]]] : [])),
  );
  const plan = planMetrics({ table: catalogue, listings, stage: context.stage });
  const captured = planCaptured(stages, context.stage);
  const queries = [...plan.queries, ...captured.queries];
  const late = lateReading('cloudwatch:GetMetricData', limitMs);
  const answers = await deadline.within(
    metrics.read(queries, common.window, deadline.signal),
    queries.map(() => late),
  );
  const results = answers.slice(0, plan.queries.length);
  return [
    ...toMetricObservations({ table: catalogue, plan, results, ...common }),
    {
      kind: 'fact',
      id: 'stages',
      ...common,
      window: listedWindow(common.window),
      source: METRIC_FACT_SOURCES.stages,
      reading: readStages(stages),
    },
    {
      kind: 'fact',
      id: 'modelTraffic',
      ...common,
      source: METRIC_FACT_SOURCES.modelTraffic,
      reading: readModelTraffic(plan, results),
    },
    {
      kind: 'fact',
      id: 'observedTraffic',
      ...common,
      source: OBSERVED_TRAFFIC_SOURCE,
      reading: readObservedTraffic(
        { plan, results },
        { plan: captured, results: answers.slice(plan.queries.length) },
      ),
    },
    {
      kind: 'fact',
      id: 'modelTokens',
      ...common,
      source: METRIC_FACT_SOURCES.modelTokens,
      reading: readCountedCosts(plan, results, { region: context.region, book }),
    },
  ];
}

async function observeLogs({
  dependencies,
  request,
  context,
  common,
  deadline,
  limitMs,
}: Round): Promise<Observations> {
  const { gatewayLogGroup, feedbackLogGroup } = request;
  const read = readLogSignals({
    logs: {
      query: (asked) =>
        deadline.within(dependencies.logs.query(asked), lateReading('logs:StartQuery', limitMs)),
    },
    logGroups: { gateway: gatewayLogGroup, feedback: feedbackLogGroup },
    window: common.window,
    signal: context.signal,
  });
  return (await read).map((observation) => ({ ...observation, ...common }));
}

/** Rows that nothing here can read, each with its own reason. */
function externalSignals(common: Common): readonly SignalObservation[] {
  return rowsOfKind(catalogue, 'external').map(([id, { source, reads, notCollected }]) => ({
    kind: 'signal',
    id,
    ...common,
    source: { call: source, query: reads },
    reading: { status: 'unknown', reason: 'not_collected', detail: notCollected },
  }));
}
