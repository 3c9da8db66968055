import * as z from 'zod';
import type { ResourceReader } from './resources.ts';

/** A subscription filter of the stack. */
export interface SubscriptionDefinition {
  readonly filterName: string;
  readonly logGroupName: string;
  readonly filterPattern: string;
  readonly destinationArn: string;
}

/** A resource that one of the stack's functions makes. */
export interface CustomResourceDefinition {
  readonly logicalId: string;
  readonly type: string;
  readonly functionArn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A rule of EventBridge about calls that CloudTrail saw. */
export interface CallRuleDefinition {
  readonly source: readonly string[];
  readonly eventNames: readonly string[];
  readonly functionArns: readonly string[];
}

const SubscriptionProperties = z.object({
  LogGroupName: z.string(),
  FilterPattern: z.string(),
  DestinationArn: z.string(),
});
const RuleProperties = z.object({
  EventPattern: z.object({
    source: z.array(z.string()),
    'detail-type': z.tuple([z.literal('AWS API Call via CloudTrail')]),
    detail: z.object({ eventName: z.array(z.string()) }),
  }),
  Targets: z.array(z.object({ Arn: z.string() })),
});
const ResourceProperties = z.looseObject({ ServiceToken: z.string() });
const Properties = z.record(z.string(), z.unknown());

export function readSubscriptions(reader: ResourceReader): readonly SubscriptionDefinition[] {
  return reader
    .all('AWS::Logs::SubscriptionFilter', SubscriptionProperties)
    .map(({ logicalId, properties }) => ({
      filterName: logicalId,
      logGroupName: properties.LogGroupName,
      filterPattern: properties.FilterPattern,
      destinationArn: properties.DestinationArn,
    }));
}

export function readCallRules(reader: ResourceReader): readonly CallRuleDefinition[] {
  return reader.all('AWS::Events::Rule', RuleProperties).map(({ properties }) => ({
    source: properties.EventPattern.source,
    eventNames: properties.EventPattern.detail.eventName,
    functionArns: properties.Targets.map(({ Arn: arn }) => arn),
  }));
}

/** Those of Waymark's own: they are made by its functions, which run here as they do in AWS. */
export function readCustomResources(reader: ResourceReader): readonly CustomResourceDefinition[] {
  return Object.entries(reader.assembly.resources)
    .filter(([, { Type: type }]) => type.startsWith('Custom::Waymark'))
    .map(([logicalId, { Type: type, Properties: raw }]) => {
      const properties = Properties.parse(reader.resolve(raw, logicalId));
      const { ServiceToken: functionArn } = ResourceProperties.parse(properties);
      return { logicalId, type, functionArn, properties };
    });
}

/** Every log group that the stack makes. */
export function readLogGroups(reader: ResourceReader): readonly string[] {
  return reader
    .all('AWS::Logs::LogGroup', z.object({}))
    .map(({ logicalId }) => reader.physicalIdOf(logicalId).ref);
}
