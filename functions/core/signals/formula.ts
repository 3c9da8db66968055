import { InvalidInputError } from '../errors.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import type { SignalId } from './catalogue.ts';
import { factorOf, type MetricUnit, type RatioTerm, type Statistic } from './definition.ts';
import { type Series, type SignalPlace, seriesOf } from './place.ts';
import { metricOf, rowOf } from './rows.ts';

/** What of a row is drawn and compared: a sum, or a quotient of two. */
export interface Measure {
  readonly of: readonly RatioTerm[];
  /** @default - `of` is the value */
  readonly over?: readonly RatioTerm[];
  /** Smallest divisor that says something. @default - any */
  readonly leastCount?: number;
  readonly unit: MetricUnit;
  /** What it is multiplied by. @default of a quotient 100 when the unit is Percent, else 1 */
  readonly factor?: number;
}

/** A metric of a formula. */
export interface FormulaMetric extends Omit<Extract<Series, { readonly kind: 'metric' }>, 'kind'> {
  readonly id: string;
  readonly statistic: Statistic;
}

/** A measure in CloudWatch's terms. */
export interface Formula {
  readonly metrics: readonly FormulaMetric[];
  /** @default - the one metric itself */
  readonly expression?: string;
}

/** What to compute a formula for. */
export interface FormulaContext {
  readonly place: SignalPlace;
  readonly periodSeconds: number;
  /** Put in front of every id, where several formulas stand in one graph. @default 'm' */
  readonly prefix?: string;
}

/** The measure of a row, as its alarm compares it where it has one. */
export function measureOf(id: SignalId, alarm?: AlarmDefinition): Measure {
  const row = rowOf(id);
  if (alarm?.isSampled) return averageOf(id);
  const least = alarm?.leastCount === undefined ? {} : { leastCount: alarm.leastCount };
  if (row.kind === 'ratio')
    return { of: row.of, over: row.over, unit: row.unit, factor: factorOf(row), ...least };
  if (row.kind !== 'metric') throw new InvalidInputError(`${id} is not made of metrics.`);
  const of = [{ signal: id, statistic: alarm?.statistic ?? row.statistics[0] }];
  if (!alarm?.shareOf) return { of, unit: row.unit };
  return { of, over: alarm.shareOf.map((signal) => ({ signal })), unit: 'Percent', ...least };
}

/** The share of a row that gets 0 or 1 for each: of several series the largest average, in percent. */
function averageOf(id: SignalId): Measure {
  const row = rowOf(id);
  const terms = row.kind === 'ratio' ? row.of : [{ signal: id }];
  return {
    of: terms.map(({ signal }) => ({ signal, statistic: 'Average' })),
    unit: 'Percent',
    factor: factorOf({ unit: 'Percent' }),
  };
}

/** Metrics that a row is made of; none when it is not made of metrics. */
export function termsOf(id: SignalId): readonly RatioTerm[] {
  const row = rowOf(id);
  if (row.kind === 'ratio') return [...row.of, ...row.over];
  return row.kind === 'metric' ? [{ signal: id }] : [];
}

/**
 * Metric math of a measure. The dividend is filled with zeros, as counters are written only above zero; the divisor is
 * not, so that a period without calls has no value. That a dividend without any datapoint is filled too is unverified.
 */
export function toFormula(measure: Measure, context: FormulaContext): Formula {
  const metrics: FormulaMetric[] = [];
  const of = sideOf(measure.of, context, metrics);
  if (measure.over === undefined) {
    const { factor = 1 } = measure;
    if (factor !== 1) return { metrics, expression: `${factor} * ${of.text}` };
    return of.text === metrics[0]?.id ? { metrics } : { metrics, expression: of.text };
  }
  const over = sideOf(measure.over, context, metrics);
  const dividend = of.isCount ? `FILL(${of.text}, 0)` : of.text;
  const factor = factorOf(measure);
  const quotient = `${factor === 1 ? '' : `${factor} * `}${dividend} / ${over.text}`;
  const { leastCount } = measure;
  return {
    metrics,
    expression: leastCount === undefined ? quotient : `IF(${over.text} >= ${leastCount}, ${quotient})`,
  };
}

/** Counts are added; of percentiles and averages the largest counts, as in an assessment. */
const isCount = (statistic: Statistic): boolean => statistic === 'Sum' || statistic === 'SampleCount';

function sideOf(terms: readonly RatioTerm[], context: FormulaContext, metrics: FormulaMetric[]) {
  const statistics = terms.map(({ signal, statistic }) => statistic ?? metricOf(signal).statistics[0]);
  const isSum = statistics.every(isCount);
  const combine = isSum ? 'SUM' : 'MAX';
  const parts = terms.flatMap(({ signal }, index) => {
    const statistic = statistics[index] ?? 'Sum';
    return seriesOf(metricOf(signal), context.place).map((series) => {
      if (series.kind === 'search')
        return `${combine}(${series.expression(statistic, context.periodSeconds)})`;
      const { kind: _, ...metric } = series;
      return idOf({ ...metric, statistic }, metrics, context.prefix ?? 'm');
    });
  });
  const [only] = parts;
  if (only === undefined)
    throw new InvalidInputError(`${terms.map(({ signal }) => signal).join(', ')}: the place has no series.`);
  return { text: parts.length === 1 ? only : `${combine}([${parts.join(', ')}])`, isCount: isSum };
}

/** Each metric stands in a formula once, however often it is used: an alarm is priced by its metrics. */
function idOf(metric: Omit<FormulaMetric, 'id'>, metrics: FormulaMetric[], prefix: string): string {
  const describe = ({ namespace, metricName, dimensions, statistic }: Omit<FormulaMetric, 'id'>) =>
    JSON.stringify([namespace, metricName, dimensions, statistic]);
  const known = metrics.find((one) => describe(one) === describe(metric));
  if (known) return known.id;
  const id = `${prefix}${metrics.length}`;
  metrics.push({ ...metric, id });
  return id;
}
