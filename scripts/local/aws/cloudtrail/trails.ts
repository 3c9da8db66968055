import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { ServiceError } from '../wire.ts';

/** A condition of an advanced event selector. */
export interface FieldSelector {
  /** `eventCategory`, `resources.type`, `eventName` … */
  readonly field: string;
  readonly equals?: readonly string[] | undefined;
  readonly startsWith?: readonly string[] | undefined;
  readonly notEquals?: readonly string[] | undefined;
}

/** A trail of the account. */
export interface TrailSetup {
  readonly name: string;
  readonly bucketName: string;
  /** @default false */
  readonly isMultiRegion?: boolean | undefined;
  /** @default true */
  readonly isLogging?: boolean | undefined;
  /** @default false */
  readonly hasLogFileValidation?: boolean | undefined;
  /** @default - not encrypted with a key of the account */
  readonly kmsKeyId?: string | undefined;
  /** @default - not sent to CloudWatch Logs */
  readonly logGroupArn?: string | undefined;
  /**
   * What went wrong with the newest delivery.
   * @default - nothing
   */
  readonly deliveryError?: string | undefined;
  /**
   * Data events that the trail holds, one list of conditions for each selector.
   * @default - management events only, by a basic selector
   */
  readonly advancedEventSelectors?: readonly (readonly FieldSelector[])[] | undefined;
}

export const DescribeTrailsRequest = z.object({
  trailNameList: z.array(z.string()).default([]),
  includeShadowTrails: z.boolean().default(true),
});
export const TrailStatusRequest = z.object({ Name: z.string() });
export const EventSelectorsRequest = z.object({ TrailName: z.string() });

const arnOf = (name: string): string => `arn:aws:cloudtrail:${LOCAL_REGION}:${LOCAL_ACCOUNT}:trail/${name}`;

/** Finds a trail by its name or ARN. */
export function findTrail(trails: readonly TrailSetup[], nameOrArn: string): TrailSetup {
  const name = nameOrArn.replace(/^arn:aws:cloudtrail:[^:]+:\d{12}:trail\//, '');
  // CloudTrail User Guide, "Naming requirements for CloudTrail resources"
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?![._-])){1,126}[A-Za-z0-9]$/.test(name))
    throw new ServiceError('InvalidTrailNameException', `Trail name ${name} is not valid.`);
  const found = trails.find((trail) => trail.name === name);
  if (!found)
    throw new ServiceError(
      'TrailNotFoundException',
      `Unknown trail: ${nameOrArn} for the user: ${LOCAL_ACCOUNT}`,
    );
  return found;
}

/** DescribeTrails leaves out names that it does not know. */
export function describeTrails(
  trails: readonly TrailSetup[],
  { trailNameList }: z.infer<typeof DescribeTrailsRequest>,
) {
  const wanted = trails.filter(
    ({ name }) =>
      trailNameList.length === 0 || trailNameList.includes(name) || trailNameList.includes(arnOf(name)),
  );
  return { trailList: wanted.map(toDescription) };
}

const toDescription = (trail: TrailSetup) => ({
  Name: trail.name,
  S3BucketName: trail.bucketName,
  IncludeGlobalServiceEvents: true,
  IsMultiRegionTrail: trail.isMultiRegion ?? false,
  HomeRegion: LOCAL_REGION,
  TrailARN: arnOf(trail.name),
  LogFileValidationEnabled: trail.hasLogFileValidation ?? false,
  CloudWatchLogsLogGroupArn: trail.logGroupArn,
  KmsKeyId: trail.kmsKeyId,
  HasCustomEventSelectors: trail.advancedEventSelectors !== undefined,
  HasInsightSelectors: false,
  IsOrganizationTrail: false,
});

// How old the newest delivery is; trails deliver every five minutes on average.
const DELIVERY_AGE_SECONDS = 300;

/** GetTrailStatus. */
export function trailStatus({ isLogging = true, deliveryError }: TrailSetup, nowMs: number) {
  const delivered = Math.floor(nowMs / 1_000) - DELIVERY_AGE_SECONDS;
  return {
    IsLogging: isLogging,
    LatestDeliveryError: deliveryError,
    ...(isLogging && { LatestDeliveryTime: delivered }),
  };
}

/** GetEventSelectors: advanced selectors, or the basic one that every trail starts with. */
export function eventSelectors({ name, advancedEventSelectors }: TrailSetup) {
  if (advancedEventSelectors)
    return {
      TrailARN: arnOf(name),
      AdvancedEventSelectors: advancedEventSelectors.map((fields) => ({
        FieldSelectors: fields.map(toFieldSelector),
      })),
    };
  return {
    TrailARN: arnOf(name),
    EventSelectors: [
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ],
  };
}

const toFieldSelector = ({ field, equals, startsWith, notEquals }: FieldSelector) => ({
  Field: field,
  Equals: equals,
  StartsWith: startsWith,
  NotEquals: notEquals,
});
