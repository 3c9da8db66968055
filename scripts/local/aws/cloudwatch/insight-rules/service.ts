import * as z from 'zod';
import { type Operation, operation } from '../../json-protocol.ts';
import type { LogEvent } from '../../logs/log-store.ts';
import { pageOf } from '../../paging.ts';
import { ServiceError } from '../../wire.ts';
import type { Points } from '../math/series.ts';
import { floorTo, type Window } from '../metric-store.ts';
import { type Contribution, createContributionReader } from './contributions.ts';
import { parseRule, type RuleBody, readsGroup } from './definition.ts';
import { type Contributor, type ReportPeriod, RULE_METRICS, rankContributors, toPeriods } from './report.ts';

/** Stored log events of the groups with a name. */
export type ReadLogEvents = (isWanted: (logGroupName: string) => boolean) => readonly LogEvent[];

/** Contributor Insights. */
export interface InsightRules {
  readonly operations: Readonly<Record<string, Operation>>;
  /** One figure of a rule, for metric math. */
  readonly metric: (ruleName: string, metricName: string, window: Window) => Points;
}

interface Rule {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly definition: string;
  readonly body: RuleBody;
  readonly read: (events: readonly LogEvent[]) => readonly Contribution[];
}

const RuleName = z.string().regex(/^[\x20-\x7e]{1,128}$/);
const MetricName = z.enum([
  'UniqueContributors',
  'MaxContributorValue',
  'SampleCount',
  'Sum',
  'Minimum',
  'Maximum',
  'Average',
]);
const PutInsightRuleRequest = z.object({
  RuleName,
  RuleState: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  RuleDefinition: z.string().min(1).max(8_192),
});
const ReportRequest = z.object({
  RuleName,
  StartTime: z.number(),
  EndTime: z.number(),
  Period: z.int().multipleOf(60).min(60),
  MaxContributorCount: z.int().min(1).max(100).default(10),
  Metrics: z.array(MetricName).default([]),
  OrderBy: z.enum(['Sum', 'Maximum']).default('Sum'),
});
type ReportRequest = z.infer<typeof ReportRequest>;
const DescribeRequest = z.object({
  MaxResults: z.int().min(1).max(500).default(500),
  NextToken: z.string().optional(),
});
const DeleteRequest = z.object({ RuleNames: z.array(RuleName) });

/**
 * PutInsightRule, GetInsightRuleReport, DescribeInsightRules, DeleteInsightRules. A rule reports on all events that are
 * stored; in AWS it sees only those that come after it. A disabled one reports nothing.
 */
export function createInsightRules(readLogEvents: ReadLogEvents): InsightRules {
  const rules = new Map<string, Rule>();
  const find = (name: string): Rule => {
    const rule = rules.get(name);
    if (!rule) throw new ServiceError('ResourceNotFoundException', `The rule ${name} does not exist.`);
    return rule;
  };
  const periodsOf = ({ isEnabled, body, read }: Rule, window: Window): readonly ReportPeriod[] =>
    isEnabled
      ? toPeriods(
          read(
            inWindow(
              readLogEvents((name) => readsGroup(body, name)),
              window,
            ),
          ),
          window,
        )
      : [];
  return {
    metric: (ruleName, metricName, window) => {
      const compute = RULE_METRICS[parseMetricName(metricName)];
      const periods = periodsOf(find(ruleName), window);
      return new Map(periods.map(({ startsMs, contributions }) => [startsMs, compute(contributions)]));
    },
    operations: {
      PutInsightRule: operation(
        PutInsightRuleRequest,
        ({ RuleName: name, RuleState, RuleDefinition: definition }) => {
          const body = parseRule(definition);
          const read = createContributionReader(body);
          rules.set(name, { name, isEnabled: RuleState === 'ENABLED', definition, body, read });
        },
      ),
      GetInsightRuleReport: operation(ReportRequest, (request) => {
        const rule = find(request.RuleName);
        return report(rule, periodsOf(rule, toWindow(request)), request);
      }),
      DescribeInsightRules: operation(DescribeRequest, ({ MaxResults: size, NextToken: token }) => {
        const { items, nextToken } = pageOf([...rules.values()].map(toMember), { size, token });
        return { InsightRules: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
      }),
      DeleteInsightRules: operation(DeleteRequest, ({ RuleNames }) => {
        for (const name of RuleNames) rules.delete(name);
        return { Failures: [] };
      }),
    },
  };
}

function parseMetricName(name: string): z.infer<typeof MetricName> {
  const parsed = MetricName.safeParse(name);
  if (!parsed.success) throw new ServiceError('ValidationError', `${name} is no metric of a rule.`);
  return parsed.data;
}

/** Events are sorted out by time before they are parsed. */
const inWindow = (events: readonly LogEvent[], { startMs, endMs }: Window): readonly LogEvent[] =>
  events.filter(({ timestampMs }) => timestampMs >= startMs && timestampMs < endMs);

function toWindow({ StartTime, EndTime, Period }: ReportRequest): Window {
  if (!(StartTime < EndTime))
    throw new ServiceError('InvalidParameterValue', 'The StartTime must be earlier than the EndTime.');
  const periodMs = Period * 1_000;
  return { startMs: floorTo(StartTime * 1_000, periodMs), endMs: EndTime * 1_000, periodMs };
}

function report({ body }: Rule, periods: readonly ReportPeriod[], request: ReportRequest) {
  const contributors = rankContributors(periods, request.OrderBy);
  return {
    KeyLabels: body.Contribution.Keys,
    // its spelling is unverified
    AggregationStatistic: body.AggregateOn,
    AggregateValue: contributors.reduce((total, contributor) => total + contributor.total, 0),
    ApproximateUniqueCount: contributors.length,
    Contributors: contributors.slice(0, request.MaxContributorCount).map(toContributor),
    MetricDatapoints:
      request.Metrics.length === 0 ? [] : periods.map((period) => toDatapoint(period, request)),
  };
}

const toContributor = ({ keys, total, points }: Contributor) => ({
  Keys: keys,
  ApproximateAggregateValue: total,
  Datapoints: points.map(({ startsMs, value }) => ({ Timestamp: startsMs / 1_000, ApproximateValue: value })),
});

const toDatapoint = ({ startsMs, contributions }: ReportPeriod, { Metrics }: ReportRequest) => ({
  Timestamp: startsMs / 1_000,
  ...Object.fromEntries(Metrics.map((name) => [name, RULE_METRICS[name](contributions)])),
});

const toMember = ({ name, isEnabled, definition }: Rule) => ({
  Name: name,
  State: isEnabled ? 'ENABLED' : 'DISABLED',
  Schema: '{"Name":"CloudWatchLogRule","Version":1}',
  Definition: definition,
});
