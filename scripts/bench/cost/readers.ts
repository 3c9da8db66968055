import { CONDITIONS } from '#core/autoops/capabilities.ts';
import { CRITERIA } from '#core/maturity/criteria.ts';
import { planTraffic } from '#core/models/traffic-plan.ts';
import { ALARM_IDS, alarmOf, toAlarmAnchor } from '#core/signals/alarm-words.ts';
import type { OwnMetric } from '#core/signals/definition.ts';
import { derivedSignals } from '#core/signals/derived-signals.ts';
import { measureOf, toFormula } from '#core/signals/formula.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import { composeDashboards } from '#dashboards/dashboards.ts';
import type { DashboardOptions } from '#dashboards/options.ts';

/** Who reads a metric of Waymark's own: each combination of its dimensions is paid for. */
export interface MetricReaders {
  readonly metricName: string;
  readonly isByModel: boolean;
  /** Alarms and dashboards that read it of the whole stage. */
  readonly ofStage: readonly string[];
  /** Criteria and conditions that are judged by it, of the whole stage too. */
  readonly judgedBy: readonly string[];
  /** Dashboards and comparisons that read it of one model. */
  readonly ofModel: readonly string[];
}

const STAGE = 'stage';
const MODEL = 'amazon.nova-lite-v1:0';
const PLACE: DashboardOptions = {
  ...{ stage: STAGE, region: 'us-east-1', apiNames: ['api'], models: [MODEL] },
  functionNames: { gateway: 'gateway' },
};
const DASHBOARDS = Object.entries(composeDashboards(PLACE)).map(
  ([id, body]) => [id, JSON.stringify(body)] as const,
);
const COMPARED = new Set(
  planTraffic({ modelId: MODEL, stage: STAGE, listing: { status: 'known', metrics: [] } })
    .queries.filter(({ source }) => source === 'gateway')
    .map(({ query }) => query.metricName),
);

/** Every own metric with its readers, found in what reads: alarms' formulas, dashboards' bodies, criteria's evidence. */
export function metricReaders(): readonly MetricReaders[] {
  return Object.entries<OwnMetric>(ownMetrics).map(([id, { metricName, namespace, dimensionSets }]) => {
    const shownIn = (text: string) =>
      DASHBOARDS.filter(([, body]) => body.includes(text)).map(([name]) => name);
    return {
      metricName,
      isByModel: dimensionSets.some((names) => names.includes('Model')),
      ofStage: [
        ...alarmsOn(metricName, namespace),
        ...shownIn(JSON.stringify([namespace, metricName, 'Stage', STAGE]).slice(0, -1)),
      ],
      judgedBy: judgedBy(id),
      ofModel: [
        ...DASHBOARDS.filter(([, body]) => searchedByModel(body, namespace).has(metricName)).map(
          ([name]) => name,
        ),
        ...(COMPARED.has(metricName) ? ['comparison of models'] : []),
      ],
    };
  });
}

/** Metrics that searches find by model, one or several in each. */
function searchedByModel(body: string, namespace: string): ReadonlySet<string> {
  const searches = body.matchAll(
    new RegExp(`\\{${namespace},Stage,Model\\} MetricName=(\\([^)]*\\)|\\S+)`, 'g'),
  );
  return new Set([...searches].flatMap(([, names = '']) => names.match(/\w+/g) ?? []));
}

function alarmsOn(metricName: string, namespace: string): readonly string[] {
  return ALARM_IDS.filter((id) =>
    toFormula(measureOf(id, alarmOf(id)), { place: PLACE, periodSeconds: 300 }).metrics.some(
      (metric) => metric.metricName === metricName && metric.namespace === namespace,
    ),
  ).map((id) => `alarm ${toAlarmAnchor(id)}`);
}

/** Criteria and conditions whose evidence it is, or a ratio that it is part of. */
function judgedBy(id: string): readonly string[] {
  const ratios = Object.entries(derivedSignals).flatMap(([ratio, { of, over }]) =>
    [...of, ...over].some(({ signal }) => signal === id) ? [ratio] : [],
  );
  const ids = new Set<string>([id, ...ratios]);
  const conditions = CONDITIONS.flatMap((condition) => (condition.by === 'evidence' ? [condition] : []));
  return [...CRITERIA, ...conditions]
    .filter(({ evidence }) => evidence.some((piece) => ids.has(piece)))
    .map((judge) => judge.id);
}
