import {
  EVIDENCE_PERMISSIONS,
  IDENTITY_PERMISSIONS,
  LOG_QUERY_PERMISSIONS,
  METRIC_PERMISSIONS,
} from '#core/maturity/permissions.ts';

/** Every IAM action that an assessment calls, once. */
export function assessmentActions(): readonly string[] {
  const all = [
    ...Object.values(EVIDENCE_PERMISSIONS).flat(),
    ...METRIC_PERMISSIONS,
    ...LOG_QUERY_PERMISSIONS,
    ...IDENTITY_PERMISSIONS,
  ];
  return [...new Set(all)].toSorted();
}

/** The one action that reads what an application logged, so that it can be held to the gateway's own log group. */
const READS_LOGS = 'logs:StartQuery';

/** The smallest IAM policy that leaves nothing unknown for want of a permission. */
export function assessmentPolicy(logGroups: readonly string[]) {
  const actions = assessmentActions().filter((action) => action !== READS_LOGS);
  const names = logGroups.length > 0 ? logGroups : ['*'];
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'WaymarkAssess', Effect: 'Allow', Action: actions, Resource: '*' },
      {
        Sid: 'WaymarkAssessLogs',
        Effect: 'Allow',
        Action: [READS_LOGS],
        Resource: names.map((name) => `arn:aws:logs:*:*:log-group:${name}:*`),
      },
    ],
  } as const;
}
