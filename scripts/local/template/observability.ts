import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import type { ResourceReader } from './resources.ts';

/** A dashboard of the stack. */
export interface DashboardDefinition {
  readonly name: string;
  /** JSON. */
  readonly body: string;
}

/** A rule of Contributor Insights. */
export interface InsightRuleDefinition {
  readonly name: string;
  readonly state: string;
  /** JSON. */
  readonly body: string;
}

const AlarmProperties = z.looseObject({ EvaluationPeriods: z.number(), ComparisonOperator: z.string() });
const DashboardProperties = z.object({ DashboardBody: z.string() });
const RuleProperties = z.object({ RuleBody: z.string(), RuleState: z.string() });

/** CloudFormation names the properties of an alarm as PutMetricAlarm does, which checks them. */
const AlarmInput = z.custom<Omit<PutMetricAlarmInput, 'AlarmName'>>(
  (value) => AlarmProperties.safeParse(value).success,
);

/** The stack's alarms, as PutMetricAlarm takes them. */
export function readAlarms(reader: ResourceReader): readonly PutMetricAlarmInput[] {
  return reader.all('AWS::CloudWatch::Alarm', AlarmInput).map(({ logicalId, properties }) => ({
    ...properties,
    AlarmName: reader.physicalIdOf(logicalId).ref,
  }));
}

export function readDashboards(reader: ResourceReader): readonly DashboardDefinition[] {
  return reader.all('AWS::CloudWatch::Dashboard', DashboardProperties).map(({ logicalId, properties }) => ({
    name: reader.physicalIdOf(logicalId).ref,
    body: properties.DashboardBody,
  }));
}

export function readInsightRules(reader: ResourceReader): readonly InsightRuleDefinition[] {
  return reader.all('AWS::CloudWatch::InsightRule', RuleProperties).map(({ logicalId, properties }) => ({
    name: reader.physicalIdOf(logicalId).ref,
    state: properties.RuleState,
    body: properties.RuleBody,
  }));
}
