import {
  COST_TABLE_PERMISSIONS,
  EVIDENCE_PERMISSIONS,
  IDENTITY_PERMISSIONS,
  LOG_QUERY_PERMISSIONS,
  METRIC_PERMISSIONS,
} from '#core/maturity/permissions.ts';
import { partitionOf } from '../aws-command/region.ts';

/** What a policy is printed for. */
export interface PolicyScope {
  /** Log groups of Waymark's functions that are named; without one no log is queried. */
  readonly logGroups: readonly string[];
  readonly region: string | undefined;
}

/** Every IAM action that an assessment can call, once. */
export function assessmentActions(): readonly string[] {
  const all = [
    ...Object.values(EVIDENCE_PERMISSIONS).flat(),
    ...METRIC_PERMISSIONS,
    ...LOG_QUERY_PERMISSIONS,
    ...IDENTITY_PERMISSIONS,
  ];
  // costs by day are a deployed stack's own, which reads them itself
  return [...new Set(all)].filter((action) => !COST_TABLE_PERMISSIONS.includes(action)).toSorted();
}

/** The one action that reads what an application logged, so that it is held to the named log groups. */
const READS_LOGS = 'logs:StartQuery';

/** The smallest IAM policy that leaves nothing unknown for want of a permission. */
export function assessmentPolicy({ logGroups, region }: PolicyScope) {
  const isQuerying = logGroups.length > 0;
  const actions = assessmentActions().filter(
    (action) => action !== READS_LOGS && (isQuerying || !LOG_QUERY_PERMISSIONS.includes(action)),
  );
  const resources = logGroups.map((name) => `arn:${partitionOf(region)}:logs:*:*:log-group:${name}:*`);
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'WaymarkAssess', Effect: 'Allow', Action: actions, Resource: '*' },
      ...(isQuerying
        ? [{ Sid: 'WaymarkAssessLogs', Effect: 'Allow', Action: [READS_LOGS], Resource: resources }]
        : []),
    ],
  } as const;
}
