import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { pageOf } from '../paging.ts';
import { ServiceError } from '../wire.ts';
import type { LogGroup, LogStore } from './log-store.ts';

const MAX_PAGE = 50;

/** Input of DescribeLogGroups. */
export const DescribeLogGroupsRequest = z.object({
  logGroupNamePrefix: z.string().optional(),
  logGroupNamePattern: z.string().optional(),
  limit: z.int().min(1).max(MAX_PAGE).default(MAX_PAGE),
  nextToken: z.string().optional(),
});

/** DescribeLogGroups: by the start of the name or by any part of it, in the order of names. */
export function describeLogGroups(
  store: LogStore,
  { logGroupNamePrefix, logGroupNamePattern, limit, nextToken }: z.infer<typeof DescribeLogGroupsRequest>,
) {
  if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined)
    throw new ServiceError(
      'InvalidParameterException',
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  const found = store
    .groups()
    .filter(
      ({ logGroupName }) =>
        logGroupName.startsWith(logGroupNamePrefix ?? '') && logGroupName.includes(logGroupNamePattern ?? ''),
    );
  const { items, ...next } = pageOf(found, {
    size: limit,
    token: nextToken,
    invalidToken: 'InvalidParameterException',
  });
  return { logGroups: items.map(toDescription), ...next };
}

/** ARN of a log group, without the `:*` that stands for its streams. */
export const arnOf = (logGroupName: string): string =>
  `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${logGroupName}`;

const toDescription = ({ logGroupName, createdMs, settings, events }: LogGroup) => {
  const { storedBytes = 0, ...others } = settings;
  return {
    logGroupName,
    logGroupArn: arnOf(logGroupName),
    arn: `${arnOf(logGroupName)}:*`,
    creationTime: createdMs,
    metricFilterCount: 0,
    logGroupClass: 'STANDARD',
    ...others,
    storedBytes: events.reduce((sum, { message }) => sum + Buffer.byteLength(message), storedBytes),
  };
};
