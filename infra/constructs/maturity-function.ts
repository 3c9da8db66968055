import { Aws, Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { isHeldAgainstBill } from '../settings/cost.ts';
import { PRICES_FILE, priceFiles } from '../settings/prices.ts';
import type { StageSettings } from '../settings/schema.ts';
import { acknowledgeBelow } from './acknowledge.ts';
import { grantEvidenceAccess } from './evidence-access.ts';
import type { EvidenceBucket } from './evidence-bucket.ts';
import type { HashSecret } from './hash-secret.ts';
import { logicalIdOf } from './logical-id.ts';
import { type FunctionDefaults, ObservedFunction } from './observed-function.ts';
import { grantOutlookAccess } from './outlook-access.ts';
import type { ReportTopic } from './report-topic.ts';

/** What the assessment needs from the stack. */
export interface MaturityFunctionProps {
  readonly functionDefaults: FunctionDefaults;
  readonly settings: StageSettings;
  readonly hashSecret: HashSecret;
  readonly evidence: EvidenceBucket;
  readonly reports: ReportTopic;
  /** The functions whose logs and role an assessment looks at. */
  readonly observed: { readonly gateway: ObservedFunction; readonly feedback: ObservedFunction };
  /** Table of daily costs. */
  readonly costs: Table;
}

/** Reading is bounded to a minute; the rest is for rendering, storing and mailing. */
const TIMEOUT = Duration.minutes(2);

/** Assesses the maturity of the account and Region: reads much, writes to its bucket and topic only. */
export class MaturityFunction extends ObservedFunction {
  /** Where it keeps what it found. */
  readonly evidence: EvidenceBucket;

  constructor(scope: Construct, id: string, props: MaturityFunctionProps) {
    const { settings, observed } = props;
    super(scope, id, {
      ...props.functionDefaults,
      functionName: 'maturity',
      description: 'Scores LLMOps maturity from evidence and mails the report',
      timeout: TIMEOUT,
      memorySizeMegabytes: 1024,
      reservedConcurrency: settings.reservedConcurrency.maturity,
      invocation: 'asynchronous',
      environment: toEnvironment(props),
      siteFiles: () => priceFiles(settings),
    });
    grantEvidenceAccess(this.role, {
      logGroupArns: [observed.gateway.logGroup.logGroupArn, observed.feedback.logGroup.logGroupArn],
      costTableArn: props.costs.tableArn,
    });
    grantOutlookAccess(this.role);
    this.evidence = props.evidence;
    props.evidence.grantReadWrite(this.role);
    props.reports.grantPublish(this.role);
    props.hashSecret.grantRead(this.role);
    this.allowEncryption(props);
  }

  /** Objects and messages are encrypted with the stack's key by whoever writes them. */
  private allowEncryption({ functionDefaults, evidence }: MaturityFunctionProps): void {
    functionDefaults.encryptionKey.grant(this.role, 'kms:Decrypt', 'kms:GenerateDataKey');
    acknowledgeBelow(this.role, {
      id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(evidence.bucket)}.Arn>/*]`,
      reason: 'Keys of objects carry the time of the assessment; the bucket is the stack’s own.',
    });
  }
}

function toEnvironment(props: MaturityFunctionProps): Record<string, string> {
  const { settings, evidence, reports, observed, hashSecret, costs } = props;
  const { pipelineRolePattern } = settings.maturity;
  const { monthlyBudgetUsd, tokensPerMinuteQuotas } = settings.outlook;
  return {
    TEAM: settings.team,
    WINDOW_DAYS: String(settings.maturity.windowDays),
    EVIDENCE_BUCKET: evidence.bucket.bucketName,
    REPORT_TOPIC_ARN: reports.topic.topicArn,
    HASH_SECRET_ARN: hashSecret.arn,
    GATEWAY_LOG_GROUP: observed.gateway.logGroup.logGroupName,
    FEEDBACK_LOG_GROUP: observed.feedback.logGroup.logGroupName,
    GATEWAY_ROLE_ARN: observed.gateway.role.roleArn,
    COSTS_TABLE_NAME: costs.tableName,
    RECONCILE: String(isHeldAgainstBill(settings.cost)),
    COST_READERS: JSON.stringify(settings.cost.readers),
    REPORT_LINK_PREFIX: toConsoleLink(evidence.bucket.bucketName),
    ...(settings.cost.prices !== undefined && { PRICES_FILE }),
    ...(Object.keys(settings.ownership).length > 0 && { OWNERSHIP: JSON.stringify(settings.ownership) }),
    TOKENS_PER_MINUTE_QUOTAS: JSON.stringify(tokensPerMinuteQuotas),
    ...(monthlyBudgetUsd !== undefined && { MONTHLY_BUDGET_USD: String(monthlyBudgetUsd) }),
    ...(pipelineRolePattern !== undefined && { PIPELINE_ROLE_PATTERN: pipelineRolePattern }),
  };
}

/** The S3 console's address of an object, its key at the end; it asks for a login. As the console shows it, unverified. */
function toConsoleLink(bucketName: string): string {
  return `https://${Aws.REGION}.console.aws.amazon.com/s3/object/${bucketName}?region=${Aws.REGION}&prefix=`;
}
