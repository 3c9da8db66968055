import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { EVIDENCE_PERMISSIONS, METRIC_PERMISSIONS } from '#core/maturity/permissions.ts';
import { acknowledgeBelow } from './acknowledge.ts';

/** What an assessment may query. */
export interface EvidenceScope {
  /** ARNs of the log groups that Logs Insights queries read. */
  readonly logGroupArns: readonly string[];
  /** ARN of the table of daily costs. */
  readonly costTableArn: string;
}

const account = (service: string, resource: string, region: string = Aws.REGION): string =>
  `arn:${Aws.PARTITION}:${service}:${region}:${Aws.ACCOUNT_ID}:${resource}`;

/** Actions that IAM can confine, and what to (Service Authorization Reference of each service). */
const CONFINED: Readonly<Record<string, (scope: EvidenceScope) => readonly string[]>> = {
  'logs:StartQuery': ({ logGroupArns }) => logGroupArns,
  'dynamodb:Query': ({ costTableArn }) => [costTableArn],
  'sns:ListSubscriptionsByTopic': () => [account('sns', '*')],
  'iam:GetRole': () => [account('iam', 'role/*', '')],
  'budgets:ViewBudget': () => [account('budgets', 'budget/*', '')],
};

/** Lets a role read everything that an assessment looks at, and change nothing. */
export function grantEvidenceAccess(role: Role, scope: EvidenceScope): void {
  const actions = [...new Set([...METRIC_PERMISSIONS, ...Object.values(EVIDENCE_PERMISSIONS).flat()])].sort();
  const confined = actions.filter((action) => CONFINED[action] !== undefined);
  for (const action of confined)
    role.addToPolicy(
      new PolicyStatement({ actions: [action], resources: [...(CONFINED[action]?.(scope) ?? [])] }),
    );
  role.addToPolicy(
    new PolicyStatement({
      sid: 'ReadEvidence',
      actions: actions.filter((action) => !confined.includes(action)),
      resources: ['*'],
    }),
  );
  acknowledge(role);
}

function acknowledge(role: Role): void {
  const reason =
    'Read only: an assessment looks at every guardrail, prompt, agent, trail, alarm, topic, role and budget there is.';
  for (const resource of [
    'Resource::arn:<AWS::Partition>:sns:<AWS::Region>:<AWS::AccountId>:*',
    'Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:role/*',
    'Resource::arn:<AWS::Partition>:budgets::<AWS::AccountId>:budget/*',
  ])
    acknowledgeBelow(role, { id: `AwsSolutions-IAM5[${resource}]`, reason });
}
