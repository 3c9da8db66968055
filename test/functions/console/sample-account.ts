import type { GraphQuery } from '#core/console/graph-queries.ts';
import type { Outcome } from '#core/invocation/record.ts';
import { composeDashboards } from '#dashboards/dashboards.ts';
import type { AlarmState, LogLine } from '#functions/console-ports.ts';
import { invocationRecord } from '../../core/invocation/sample-records.ts';
import { fullAssessment } from '../../core/report/sample-assessment.ts';
import type { FakeAccount } from './fake-console.ts';

const ALARM_ARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:Waymark-dev-';
const own = (metricName: string, stat: string, label: string, more: object = {}) => [
  'Waymark',
  metricName,
  'Stage',
  'dev',
  { stat, label, ...more },
];
const graph = (title: string, box: readonly number[], properties: object) => {
  const [x, y, width, height] = box;
  return {
    type: 'metric',
    x,
    y,
    width,
    height,
    properties: { title, region: 'us-east-1', period: 300, ...properties },
  };
};
const number = (title: string, x: number, metric: unknown[], properties: object = {}) =>
  graph(title, [x, 2, 4, 3], { view: 'singleValue', sparkline: true, metrics: [metric], ...properties });

/** A dashboard with every kind of widget, as the level dashboards have them. */
export const LEVEL_BODY = {
  periodOverride: 'inherit',
  widgets: [
    {
      type: 'text',
      x: 0,
      y: 0,
      width: 24,
      height: 2,
      properties: {
        background: 'transparent',
        markdown:
          '## Can we run this reliably?\nErrors, latency and limits of every call. **Missing:** feedback ([how to send it](https://example.com/docs)), `evaluation jobs`.',
      },
    },
    number('Calls', 0, own('Requests', 'Sum', 'Calls')),
    number('Error rate', 4, [{ expression: '100*m1/m2', id: 'e1', label: 'Error rate' }], {
      yAxis: { left: { label: 'Percent' } },
      metrics: [
        [{ expression: '100*m1/m2', id: 'e1', label: 'Error rate' }],
        own('ServerErrors', 'Sum', 'errors', { id: 'm1', visible: false }),
        own('Requests', 'Sum', 'calls', { id: 'm2', visible: false }),
      ],
      annotations: { alarms: [`${ALARM_ARN}ErrorRate`] },
    }),
    number('Latency p99', 8, own('Latency', 'p99', 'Latency p99'), {
      yAxis: { left: { label: 'Milliseconds' } },
    }),
    number('Tokens out', 12, own('OutputTokens', 'Sum', 'Tokens out')),
    number('Throttled', 16, own('Throttles', 'Sum', 'Throttled')),
    number('Human reviews', 20, own('HumanInterventions', 'Sum', 'Human reviews')),
    graph('Latency', [0, 5, 12, 6], {
      view: 'timeSeries',
      metrics: [
        own('Latency', 'p50', 'p50'),
        ['...', { stat: 'p90', label: 'p90' }],
        ['...', { stat: 'p99', label: 'p99' }],
      ],
      yAxis: { left: { min: 0, label: 'Milliseconds' } },
      annotations: {
        horizontal: [{ value: 6_000, label: 'alarm: p99 above', fill: 'above' }],
        alarms: [`${ALARM_ARN}LatencyP99`],
      },
    }),
    graph('Calls by outcome', [12, 5, 12, 6], {
      view: 'timeSeries',
      stacked: true,
      metrics: [
        own('Successes', 'Sum', 'success'),
        own('ClientErrors', 'Sum', 'client errors'),
        own('ServerErrors', 'Sum', 'server errors'),
        own('Throttles', 'Sum', 'throttled'),
      ],
      yAxis: { left: { min: 0, label: 'Count' } },
    }),
    {
      type: 'metric',
      x: 0,
      y: 11,
      width: 8,
      height: 6,
      properties: {
        title: 'Tokens by model',
        view: 'timeSeries',
        period: 300,
        insightRule: { ruleName: 'Waymark-dev-models', orderBy: 'Sum', maxContributorCount: 10 },
      },
    },
    {
      type: 'log',
      x: 8,
      y: 11,
      width: 10,
      height: 6,
      properties: {
        title: 'Newest feedback',
        view: 'table',
        query: "SOURCE '/waymark/feedback' | fields @timestamp, feedback.rating, feedback.reason | limit 20",
      },
    },
    {
      type: 'alarm',
      x: 18,
      y: 11,
      width: 6,
      height: 6,
      properties: {
        title: 'Alarms of this level',
        alarms: ['ErrorRate', 'LatencyP99', 'Throttles'].map((name) => `${ALARM_ARN}${name}`),
      },
    },
    graph('Cost per 1,000 calls', [0, 17, 8, 5], {
      view: 'timeSeries',
      metrics: [own('Cost', 'Sum', 'USD')],
    }),
    graph('Left and right', [8, 17, 8, 5], {
      view: 'timeSeries',
      metrics: [
        own('Requests', 'Sum', 'Calls'),
        own('CacheHitRate', 'Average', 'Cache hits', { yAxis: 'right', color: '#d62728' }),
      ],
      yAxis: { left: { label: 'Count' }, right: { label: 'Percent', min: 0, max: 100 } },
      annotations: { horizontal: [{ value: 50_000, label: 'quota' }] },
    }),
    { type: 'explorer', x: 16, y: 17, width: 8, height: 5, properties: { title: 'Something else' } },
  ],
};

/** The dashboards as they are deployed. */
export const DASHBOARDS = composeDashboards({
  stage: 'dev',
  region: 'us-east-1',
  apiNames: ['Waymark-dev'],
  functionNames: { gateway: 'Waymark-dev-Gateway', feedback: 'Waymark-dev-Feedback' },
  logGroups: { gateway: 'gateway', feedback: 'feedback', maturity: 'maturity', access: 'access' },
  alarmArns: { latency: `${ALARM_ARN}LatencyP99`, failedCalls: `${ALARM_ARN}ErrorRate` },
  modelRoutingRule: 'Waymark-dev-model-routing',
});

const HEIGHTS: Readonly<Record<string, number>> = {
  Requests: 420,
  Successes: 390,
  ClientErrors: 14,
  ServerErrors: 6,
  Throttles: 10,
  OutputTokens: 61_000,
  InputTokens: 120_000,
  CacheHitRate: 62,
  Latency: 1_000,
};
const OTHER_HEIGHT = 12;
/** What nothing in the account measures. */
const UNMEASURED = ['Cost', 'HumanInterventions'];
const STATISTIC_FACTORS: Readonly<Record<string, number>> = {
  p50: 0.8,
  p90: 2,
  p99: 4.2,
  Average: 1,
  Sum: 1,
};

/** A day's rise and fall with a little unrest: the same at the same moment. */
function wave({ source, statistic }: GraphQuery, timeMs: number): number | undefined {
  if (source.kind === 'expression') return 1.4 + Math.sin(timeMs / 4_000_000);
  if (UNMEASURED.includes(source.metricName)) return undefined;
  const height = HEIGHTS[source.metricName] ?? OTHER_HEIGHT;
  const minute = timeMs / 60_000;
  const unrest = ((minute * 7_919 + height * 31) % 97) / 97;
  if (source.metricName === 'Throttles' && unrest < 0.6) return undefined;
  const day = 1 + 0.5 * Math.sin(minute / 110) + 0.35 * unrest;
  return Math.round(height * day * (STATISTIC_FACTORS[statistic] ?? 1) * 100) / 100;
}

const alarm = (name: string, changes: Partial<AlarmState> = {}): AlarmState => ({
  name: `Waymark-dev-${name}`,
  arn: `${ALARM_ARN}${name}`,
  description: `More than allowed. See https://example.com/docs/runbook.md#${name.toLowerCase()}`,
  state: 'OK',
  reason:
    'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].',
  changedMs: Date.parse('2026-11-21T11:20:00Z'),
  threshold: 5,
  metrics: [],
  hasActions: true,
  ...changes,
});

const OUTCOMES: readonly (readonly [Outcome, number])[] = [
  ['success', 200],
  ['success', 200],
  ['throttled', 429],
  ['success', 200],
  ['guardrail_intervened', 200],
  ['client_error', 400],
  ['success', 200],
  ['server_error', 500],
];

/** Lines of the gateway, the newest first. */
export function recordLines(count: number, newestMs: number): readonly LogLine[] {
  return Array.from({ length: count }, (_, index) => {
    const timeMs = newestMs - index * 7_000;
    const [outcome, status] = OUTCOMES[index % OUTCOMES.length] ?? ['success', 200];
    const invocation = invocationRecord({
      requestId: `00000000-0000-4000-8000-${String(newestMs + index)
        .padStart(12, '0')
        .slice(-12)}`,
      startedAt: new Date(timeMs).toISOString(),
      outcome,
      status,
      latencyMs: 300 + ((index * 617) % 4_000),
      ...(index % 3 === 0 && {
        timeToFirstTokenMs: 180 + ((index * 71) % 500),
        operation: 'ConverseStream' as const,
      }),
      ...(outcome === 'server_error' && {
        usage: { status: 'unknown' as const, reason: 'no_response' as const },
      }),
      attempts: index % 5 === 4 ? 2 : 1,
    });
    return { id: String(index), timeMs, message: JSON.stringify({ message: 'invocation', invocation }) };
  });
}

/** An account with something of everything, seen at a moment. */
export function sampleAccount(nowMs: () => number): FakeAccount {
  return {
    nowMs,
    dashboards: { ...DASHBOARDS, sample: LEVEL_BODY },
    valueAt: wave,
    alarms: [
      alarm('ErrorRate', {
        state: 'ALARM',
        reason:
          'Threshold Crossed: 3 out of the last 5 datapoints [6.2, 7.1, 5.8] were greater than the threshold (5.0).',
      }),
      alarm('LatencyP99'),
      alarm('Throttles', { state: 'INSUFFICIENT_DATA', hasActions: false }),
    ],
    lines: recordLines(40, nowMs()),
    logRows: Array.from({ length: 14 }, (_, index) => ({
      '@timestamp': `2026-11-21 11:${String(59 - index).padStart(2, '0')}:07.120`,
      'feedback.rating': index % 3 === 0 ? 'negative' : 'positive',
      'feedback.reason': index % 3 === 0 ? 'incorrect' : '',
      '@ptr': 'CmEKJgoiMTIzNDU2Nzg5MDEy',
    })),
    contributors: [
      { keys: ['anthropic.claude-sonnet-5'], value: 812_000 },
      { keys: ['amazon.nova-lite-v1:0'], value: 401_200 },
      { keys: ['amazon.nova-micro-v1:0'], value: 77_100 },
    ],
    assessment: fullAssessment(),
    mails: [
      {
        id: 'm2',
        to: 'lead@team.example',
        subject: 'ALARM: error rate above 5 %',
        sentAt: new Date(nowMs() - 1_500_000).toISOString(),
        text: 'The alarm ErrorRate went from OK to ALARM.\n\nLook here: https://example.com/docs/runbook.md#error-rate\n',
      },
      {
        id: 'm1',
        to: 'lead@team.example',
        subject: 'LLMOps maturity: level 3 Governed',
        sentAt: new Date(nowMs() - 90_000_000).toISOString(),
        text: 'Level 3 Governed, solid level 1.\n\nNext: monitor cost.\n',
      },
    ],
  };
}
