import { Aws, Duration, RemovalPolicy, TimeZone } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { PRICES_FILE, priceFiles } from '../settings/prices.ts';
import type { StageSettings } from '../settings/schema.ts';
import { acknowledgeBelow } from './acknowledge.ts';
import { grantDataExport } from './data-export-access.ts';
import { logicalIdOf } from './logical-id.ts';
import { type FunctionDefaults, ObservedFunction } from './observed-function.ts';

/** Where calls and ratings are recorded, and how their costs are kept. */
export interface CostRollupProps {
  readonly functionDefaults: FunctionDefaults;
  readonly settings: StageSettings;
  readonly observed: { readonly gateway: LogGroup; readonly feedback: LogGroup };
}

/** Eight days of two queries each, which Logs Insights answers in seconds; a large log takes longer. */
const TIMEOUT = Duration.minutes(10);

/** The table of daily costs and the function that fills it and answers from it. */
export class CostRollup extends Construct {
  readonly table: Table;
  readonly function: ObservedFunction;

  constructor(scope: Construct, id: string, props: CostRollupProps) {
    super(scope, id);
    this.table = this.createTable(props.functionDefaults);
    this.function = this.createFunction(props);
    this.allowTable();
    this.allowLogs(props.observed);
    if (props.settings.cost.reconcile) this.allow('ce:GetCostAndUsage', ['*']); // takes no resource
    const { dataExport, rollupSchedule } = props.settings.cost;
    if (dataExport) grantDataExport(this.function.role, dataExport);
    this.createSchedule(rollupSchedule);
  }

  private createTable({ encryptionKey, removalPolicy }: FunctionDefaults): Table {
    return new Table(this, 'Table', {
      partitionKey: { name: 'day', type: AttributeType.STRING },
      sortKey: { name: 'row', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
  }

  private createFunction({ functionDefaults, settings, observed }: CostRollupProps): ObservedFunction {
    const { cost } = settings;
    const { bucket, prefix, exportName } = cost.dataExport ?? {};
    return new ObservedFunction(this, 'Function', {
      ...functionDefaults,
      functionName: 'cost',
      description: 'Adds up costs by day and answers what was spent',
      timeout: TIMEOUT,
      memorySizeMegabytes: 512,
      reservedConcurrency: settings.reservedConcurrency.cost,
      invocation: 'asynchronous',
      siteFiles: () => (cost.dataExport ? priceFiles(settings) : []), // they name models behind profiles
      environment: {
        COSTS_TABLE_NAME: this.table.tableName,
        GATEWAY_LOG_GROUP: observed.gateway.logGroupName,
        FEEDBACK_LOG_GROUP: observed.feedback.logGroupName,
        RETENTION_DAYS: String(cost.retentionDays),
        LOOK_BACK_DAYS: String(cost.lookBackDays),
        COST_READERS: JSON.stringify(cost.readers),
        RECONCILE: String(cost.reconcile),
        ACCOUNT_ID: Aws.ACCOUNT_ID,
        ...(cost.dataExport && { DATA_EXPORT: JSON.stringify({ bucket, prefix, exportName }) }),
        ...(cost.dataExport && cost.prices !== undefined && { PRICES_FILE }),
        MAX_DIFFERENCE_PERCENT: String(cost.maxDifferencePercent),
      },
    });
  }

  private allowTable(): void {
    this.allow('dynamodb:Query', [this.table.tableArn]);
    this.allow('dynamodb:BatchWriteItem', [this.table.tableArn]);
  }

  private allowLogs({ gateway, feedback }: CostRollupProps['observed']): void {
    this.allow('logs:StartQuery', [gateway.logGroupArn, feedback.logGroupArn]);
    this.allow('logs:GetQueryResults', ['*']); // takes no resource: a query's id is what gives access to it
  }

  private allow(action: string, resources: string[]): void {
    this.function.role.addToPolicy(new PolicyStatement({ actions: [action], resources }));
  }

  private createSchedule(expression: string): void {
    const { handler } = this.function;
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    acknowledgeBelow(role, {
      id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(handler)}.Arn>:*]`,
      reason: 'The target grants its function with all its versions; there is one version, the newest.',
    });
    new Schedule(this, 'Schedule', {
      description: 'Waymark costs: roll up',
      schedule: ScheduleExpression.expression(expression, TimeZone.ETC_UTC), // days are UTC's
      // what was missed is made up for by the next run: two more tries are enough
      target: new LambdaInvoke(handler, {
        input: ScheduleTargetInput.fromObject({ kind: 'rollup' }),
        retryAttempts: 2,
        role,
      }),
    });
  }
}
