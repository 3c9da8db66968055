import { toNumber } from '#core/maturity/wording.ts';
import type { ModelComparison, ModelSide } from '#core/models/compare.ts';
import { bothKnown, type Known, known, mapKnown } from '#core/models/known.ts';
import type { MonthlyCost } from '#core/models/monthly.ts';
import { totalOf } from '#core/models/tokens.ts';
import type { Traffic } from '#core/models/traffic.ts';
import type { TrafficSource } from '#core/models/traffic-plan.ts';
import { toVisible } from '#core/report/visible.ts';
import { wrap } from '#core/report/wrap.ts';
import type { Style } from '../local/start/report.ts';

const LABEL_WIDTH = 30;
const VALUE_WIDTH = 24;
const UNKNOWN = 'unknown';

type Row = readonly [label: string, a: Known<string>, b: Known<string>];

/** A comparison for a terminal: a table, the reasons of what is unknown, and what the figures rest on. */
export function formatComparison(comparison: ModelComparison, style: Style): string {
  const { a, b, assumptions, priceSources, region } = comparison;
  const groups = [
    ['List price, USD per 1M tokens', listRows(a, b)],
    ['What this account saw in 30 days', observedRows(a, b)],
    ['The real traffic of A', realRows(comparison)],
    ['A month', monthRows(comparison)],
  ] as const;
  const head = `${''.padEnd(LABEL_WIDTH)}${column('A')}${'B'}`;
  const reasons = groups.flatMap(([, rows]) => rows.flatMap(reasonsOf));
  return `${[
    `A  ${toVisible(a.modelId)}\nB  ${toVisible(b.modelId)}\n${style.faint(`priced as called from ${region}`)}`,
    ...groups.map(([title, rows]) => [style.strong(title), head, ...rows.map(formatRow)].join('\n')),
    list('Unknown', [...new Set(reasons)], style),
    list('This rests on', assumptions, style),
    style.faint(
      `Prices: ${priceSources.map(({ source, version, date }) => [source, version, date].filter(Boolean).join(' ')).join('; ')}`,
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

const column = (text: string): string => `${text} `.padEnd(VALUE_WIDTH);

function formatRow([label, a, b]: Row): string {
  const value = (figure: Known<string>): string => (figure.status === 'known' ? figure.value : UNKNOWN);
  return `  ${label}`.padEnd(LABEL_WIDTH) + column(value(a)) + value(b);
}

const reasonsOf = ([, a, b]: Row): readonly string[] =>
  [a, b].flatMap((figure) => (figure.status === 'unknown' ? [toVisible(figure.reason)] : []));

function list(title: string, sentences: readonly string[], { strong }: Style): string {
  if (sentences.length === 0) return '';
  const items = sentences.map((sentence) => wrap(toVisible(sentence), { first: '  - ', rest: '    ' }));
  return [strong(title), ...items].join('\n');
}

/** The same figure of both models, in words. */
function row<Value>(
  label: string,
  [a, b]: readonly [ModelSide, ModelSide],
  read: (side: ModelSide) => Known<Value>,
  toText: (value: Value) => string,
): Row {
  const words = (side: ModelSide): Known<string> =>
    mapKnown(read(side), (value) => ({ status: 'known', value: toText(value) }));
  return [label, words(a), words(b)];
}

function listRows(a: ModelSide, b: ModelSide): readonly Row[] {
  const sides = [a, b] as const;
  const price = (name: 'output' | 'cacheRead' | 'cacheWrite') => (side: ModelSide) =>
    mapKnown(side.listPrice, (prices) => prices[name]);
  return [
    row(
      'input',
      sides,
      ({ listPrice }) => listPrice,
      ({ input }) => toUsdText(input),
    ),
    row('output', sides, price('output'), toUsdText),
    row('cache read', sides, price('cacheRead'), toUsdText),
    row('cache write', sides, price('cacheWrite'), toUsdText),
    row('context window, tokens', sides, (side) => side.contextWindowTokens, toNumber),
  ];
}

/** Who counted a figure: a column may have figures of both. */
const COUNTED_BY: Readonly<Record<TrafficSource, string>> = { gateway: 'gateway', bedrock: 'AWS' };
type Duration = Exclude<keyof Traffic, 'source' | 'calls' | 'unmeteredCalls' | 'tokens' | 'durationsOf'>;

/** A figure of a model's traffic with the one who counted it. */
function counted(
  label: string,
  sides: readonly [ModelSide, ModelSide],
  read: (traffic: Traffic) => Known<number>,
  toText: (value: number) => string,
): Row {
  const words = (side: ModelSide): Known<string> =>
    mapKnown(side.traffic, (traffic) =>
      mapKnown(read(traffic), (value) => known(`${toText(value)} (${COUNTED_BY[traffic.source]})`)),
    );
  return [label, words(sides[0]), words(sides[1])];
}

const cacheHits = ({ traffic, cacheHitPercent }: ModelSide): Known<string> =>
  mapKnown(bothKnown(traffic, cacheHitPercent), ([{ source }, value]) =>
    known(`${toPercentText(value)} (${COUNTED_BY[source]})`),
  );

function observedRows(a: ModelSide, b: ModelSide): readonly Row[] {
  const sides = [a, b] as const;
  const figure = (label: string, name: Duration, toText: (value: number) => string): Row =>
    counted(label, sides, (traffic) => traffic[name], toText);
  const rated = (side: ModelSide) => mapKnown(side.quality, ({ positivePercent }) => positivePercent);
  return [
    counted('calls', sides, ({ calls }) => known(calls), toNumber),
    figure('latency p50', 'latencyP50Ms', toMs),
    figure('latency p90', 'latencyP90Ms', toMs),
    figure('time to first token p50', 'timeToFirstTokenP50Ms', toMs),
    figure('time to first token p90', 'timeToFirstTokenP90Ms', toMs),
    figure('errors', 'errorRatePercent', toPercentText),
    ['cache hits', cacheHits(a), cacheHits(b)],
    row('positive ratings', sides, rated, (value) => `${toPercentText(value)} (feedback)`),
  ];
}

function realRows({ realTraffic, a }: ModelComparison): readonly Row[] {
  const { tokens, onAUsd, onBUsd } = realTraffic;
  const total = mapKnown(bothKnown(a.traffic, tokens), ([{ source }, totals]) =>
    known(`${toNumber(totalOf(totals))} (${COUNTED_BY[source]})`),
  );
  const money = (figure: Known<number>) =>
    mapKnown(figure, (usd): Known<string> => ({ status: 'known', value: `${toUsdText(usd)} USD` }));
  return [
    ['tokens', total, total],
    ['cost', money(onAUsd), money(onBUsd)],
  ];
}

function monthRows({ month }: ModelComparison): readonly Row[] {
  const part = (label: string, name: keyof MonthlyCost): Row => {
    const words = (cost: Known<MonthlyCost>) =>
      mapKnown(cost, (parts): Known<string> => ({ status: 'known', value: `${toUsdText(parts[name])} USD` }));
    return [label, words(month.a), words(month.b)];
  };
  const tokens = mapKnown(
    month.volume,
    (volume): Known<string> => ({
      status: 'known',
      value: toNumber(totalOf(volume.tokens)),
    }),
  );
  return [
    ['tokens', tokens, tokens],
    part('inference', 'inferenceUsd'),
    part('customisation', 'customisationUsd'),
    part('infrastructure', 'infrastructureUsd'),
    part('total', 'totalUsd'),
  ];
}

const toMs = (value: number): string => `${toNumber(Math.round(value))} ms`;
const toPercentText = (value: number): string => `${toNumber(value)} %`;

/** Cents and more in two decimals, less in as many as it takes to say something. */
function toUsdText(usd: number): string {
  if (usd !== 0 && Math.abs(usd) < 1) return String(Number(usd.toPrecision(3)));
  const cents = Math.round(Math.round(usd * 1e6) / 1e4); // 1.575 is a little less as a double
  return (cents / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
}
