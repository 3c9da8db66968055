import { traceSpans } from '#adapters/evidence/facts/trace-spans.ts';
import { EVIDENCE_PERMISSIONS } from '#core/maturity/permissions.ts';
import type { Prerequisite } from './check.ts';

/** X-Ray's Transaction Search: without it spans never reach CloudWatch Logs, and nothing says so. */
export const transactionSearch: Prerequisite = {
  id: 'transaction-search',
  title: 'Transaction Search (spans in CloudWatch Logs)',
  action: 'logs:DescribeLogGroups',
  permissions: EVIDENCE_PERMISSIONS.traceSpans,
  check: async ({ clients, call, context }) => {
    const reading = await traceSpans({ client: clients.logs, call }).collect(context);
    if (reading.status === 'unknown') return { status: 'unknown', detail: reading.detail };
    if (reading.value.isPresent) return { status: 'ok', detail: 'The log group aws/spans is there.' };
    return {
      status: 'missing',
      detail: 'There is no log group aws/spans: Transaction Search is off, or no span has arrived yet.',
      commands: mendCommands(context),
    };
  },
};

/** X-Ray may write only where a policy of the log groups lets it. */
function mendCommands({ accountId, region }: { readonly accountId: string; readonly region: string }) {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'xray.amazonaws.com' },
        Action: 'logs:PutLogEvents',
        Resource: ['aws/spans', '/aws/application-signals/data'].map(
          (name) => `arn:aws:logs:${region}:${accountId}:log-group:${name}:*`,
        ),
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: { 'aws:SourceArn': `arn:aws:xray:${region}:${accountId}:*` },
        },
      },
    ],
  };
  return [
    `aws logs put-resource-policy --region ${region} --policy-name xray-spans --policy-document '${JSON.stringify(policy)}'`,
    `aws xray update-trace-segment-destination --region ${region} --destination CloudWatchLogs`,
  ];
}
