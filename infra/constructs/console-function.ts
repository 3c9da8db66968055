import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageSettings } from '../settings/schema.ts';
import { acknowledgeBelow } from './acknowledge.ts';
import type { EvidenceBucket } from './evidence-bucket.ts';
import { logicalIdOf } from './logical-id.ts';
import { type FunctionDefaults, ObservedFunction } from './observed-function.ts';
import { ALARM_NAME_PREFIX } from './signal-alarms.ts';
import { bundleSite } from './site-bundle.ts';

/** What the console shows of the stack. */
export interface ConsoleFunctionProps {
  readonly functionDefaults: FunctionDefaults;
  readonly settings: StageSettings;
  readonly evidence: EvidenceBucket;
  /** Names of the dashboards by what they show: `overview`, `level-1` … */
  readonly dashboards: Readonly<Record<string, string>>;
  /** Where the records are. */
  readonly records: LogGroup;
  /** Log groups that widgets query. */
  readonly queried: readonly LogGroup[];
}

/** API Gateway waits for 29 s: less than that, so that a late answer is an error of ours and not of the network. */
const TIMEOUT = Duration.seconds(28);

/** Serves the operator's console: reads metrics, alarms, dashboards, logs and the newest report, and changes nothing. */
export class ConsoleFunction extends ObservedFunction {
  constructor(scope: Construct, id: string, props: ConsoleFunctionProps) {
    const { settings, evidence } = props;
    super(scope, id, {
      ...props.functionDefaults,
      functionName: 'console',
      description: 'Serves the console and what it shows',
      timeout: TIMEOUT,
      memorySizeMegabytes: 512,
      reservedConcurrency: settings.reservedConcurrency.console,
      environment: toEnvironment(props, Stack.of(scope)),
      siteFiles: bundleSite,
    });
    this.allowMetrics(props);
    this.allowLogs(props);
    evidence.grantReadLatest(this.role);
    acknowledgeBelow(this.role, {
      id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(evidence.bucket)}.Arn>/latest/*]`,
      reason: 'Two objects, the newest assessment and the newest report; the bucket is the stack’s own.',
    });
  }

  private allowMetrics({ dashboards }: ConsoleFunctionProps): void {
    this.allow('cloudwatch:GetDashboard', Object.values(dashboards).map(toDashboardArn));
    // neither takes a resource that would narrow it: metrics have none, and alarms are listed before they are known
    this.allow('cloudwatch:GetMetricData', ['*']);
    this.allow('cloudwatch:DescribeAlarms', ['*']);
    const rules = `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:insight-rule/${Aws.STACK_NAME}-*`;
    this.allow('cloudwatch:GetInsightRuleReport', [rules]);
    acknowledgeBelow(this.role, {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudwatch:<AWS::Region>:<AWS::AccountId>:insight-rule/<AWS::StackName>-*]`,
      reason: 'Rules of this stack: their names begin with its own.',
    });
  }

  private allowLogs({ records, queried }: ConsoleFunctionProps): void {
    this.allow('logs:FilterLogEvents', [records.logGroupArn]);
    this.allow(
      'logs:StartQuery',
      queried.map(({ logGroupArn }) => logGroupArn),
    );
    this.allow('logs:GetQueryResults', ['*']); // takes no resource: a query's id is what gives access to it
  }

  private allow(action: string, resources: string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [action], resources }));
  }
}

/** Dashboards are of the account, not of a Region (Service Authorization Reference). */
const toDashboardArn = (name: string): string =>
  `arn:${Aws.PARTITION}:cloudwatch::${Aws.ACCOUNT_ID}:dashboard/${name}`;

function toEnvironment(
  { settings, evidence, dashboards, records }: ConsoleFunctionProps,
  stack: Stack,
): Record<string, string> {
  return {
    TEAM: settings.team,
    DASHBOARDS: stack.toJsonString(dashboards),
    ALARM_NAME_PREFIX,
    GATEWAY_LOG_GROUP: records.logGroupName,
    EVIDENCE_BUCKET: evidence.bucket.bucketName,
    EXAMPLE_MODEL: settings.models[0] ?? '',
    CONSOLE_TENANTS: settings.consoleTenants.join(','),
  };
}
