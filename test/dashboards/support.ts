import { ALARM_IDS } from '#core/signals/alarm-words.ts';
import { composeDashboards } from '#dashboards/dashboards.ts';
import type { DashboardOptions } from '#dashboards/options.ts';
import type { DashboardBody, GraphContent, NumberContent, Widget } from '#dashboards/widget.ts';

export const OPTIONS: DashboardOptions = {
  stage: 'dev',
  region: 'eu-west-1',
  apiNames: ['Waymark-dev'],
  models: ['amazon.nova-lite-v1:0', 'us.amazon.nova-lite-v1:0', 'us.anthropic.claude-sonnet-5'],
  functionNames: {
    gateway: 'f-gateway',
    authorizer: 'f-authorizer',
    feedback: 'f-feedback',
    maturity: 'f-maturity',
  },
  logGroups: { gateway: '/gateway', feedback: '/feedback', maturity: '/maturity', access: '/access' },
  alarmArns: Object.fromEntries(ALARM_IDS.map((id) => [id, `arn:alarm:${id}`])),
  modelRoutingRule: 'Waymark-dev-model-routing',
  urls: { overview: 'https://overview', 'level-1': 'https://level-1', 'level-3': 'https://level-3' },
};

export const dashboards = composeDashboards(OPTIONS);

type Graph = Widget & (GraphContent | NumberContent);

/** Graphs and numbers of a dashboard. */
export const drawnIn = ({ widgets }: DashboardBody): readonly Graph[] =>
  widgets.filter((widget): widget is Graph => widget.type === 'metric' && 'metrics' in widget.properties);

/** Texts of a dashboard. */
export const textsIn = ({ widgets }: DashboardBody): readonly string[] =>
  widgets.flatMap((widget) => (widget.type === 'text' ? [widget.properties.markdown] : []));

/** Log queries of a dashboard. */
export const queriesIn = ({ widgets }: DashboardBody): readonly string[] =>
  widgets.flatMap((widget) => (widget.type === 'log' ? [widget.properties.query] : []));

/** ARNs of the alarms that a dashboard shows. */
export const alarmsIn = ({ widgets }: DashboardBody): readonly string[] =>
  widgets.flatMap((widget) => (widget.type === 'alarm' ? widget.properties.alarms : []));
