import { ALARM_IDS } from '#core/signals/alarm-words.ts';
import type { AlarmId } from '#core/signals/alarms.ts';
import type { DashboardOptions, LogGroupNames } from './options.ts';
import { PERIOD_SECONDS } from './options.ts';
import type { AlarmContent, ContributorContent, LogContent } from './widget.ts';

/** States of alarms; `undefined` without any. */
export function alarmStates(title: string, alarms: readonly string[]): AlarmContent | undefined {
  if (alarms.length === 0) return undefined;
  return { type: 'alarm', properties: { title, alarms, sortBy: 'stateUpdatedTimestamp' } };
}

/** ARNs of the wanted alarms, of those that there are. */
export function arnsOf(
  { alarmArns = {} }: DashboardOptions,
  isWanted: (id: AlarmId) => boolean = () => true,
): readonly string[] {
  return ALARM_IDS.filter(isWanted).flatMap((id) => alarmArns[id] ?? []);
}

/** A query that an operator would otherwise write. */
export interface LogSpec {
  readonly title: string;
  readonly logGroup: keyof LogGroupNames;
  readonly query: string;
}

/** The answer of a query; `undefined` where the log group is not known. */
export function logTable(
  { title, logGroup, query }: LogSpec,
  { logGroups, region }: DashboardOptions,
): LogContent | undefined {
  if (!logGroups) return undefined;
  return {
    type: 'log',
    properties: { title, view: 'table', region, query: `SOURCE '${logGroups[logGroup]}' | ${query}` },
  };
}

/** How calls spread over models, by the Contributor Insights rule; `undefined` without it. */
export function modelRouting(title: string, { modelRoutingRule: ruleName, region }: DashboardOptions) {
  return ruleName === undefined ? undefined : contributors(`${title}: calls by model`, { ruleName, region });
}

/** Who spends most, by the Contributor Insights rules; nothing without them. */
export function costContributors({
  costRules: rules,
  region,
}: DashboardOptions): readonly ContributorContent[] {
  if (!rules) return [];
  return [
    contributors('Cost by tenant (USD)', { ruleName: rules.tenant, region }),
    contributors('Cost by user (USD)', { ruleName: rules.user, region }),
  ];
}

function contributors(
  title: string,
  { ruleName, region }: { readonly ruleName: string; readonly region: string },
): ContributorContent {
  return {
    type: 'metric',
    properties: {
      title,
      view: 'timeSeries',
      region,
      period: PERIOD_SECONDS,
      insightRule: { ruleName, orderBy: 'Sum', maxContributorCount: 10 },
    },
  };
}
