import { Aws } from 'aws-cdk-lib';
import { CfnBudget, CfnBudgetsAction } from 'aws-cdk-lib/aws-budgets';
import { CfnAnomalyMonitor, CfnAnomalySubscription } from 'aws-cdk-lib/aws-ce';
import { Effect, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { bedrockServices } from '#core/bill/services.ts';
import type { StageSettings } from '../settings/schema.ts';

/** What watches over the bill, and who hears of it. */
export interface CostGuardsProps {
  readonly settings: Pick<StageSettings, 'cost' | 'models'>;
  readonly topic: Topic;
  readonly encryptionKey: IKey;
  /** Role that loses its models when the budget is spent, where the settings say so. */
  readonly gatewayRole: Role;
}

/** Told of at these shares of the budget, in percent: time to look, and nothing left. */
const SHARES = [80, 100] as const;
const ALL_OF_IT = 100;

/** AWS Budgets and AWS Cost Anomaly Detection, each where the settings ask for it. */
export class CostGuards extends Construct {
  private readonly props: CostGuardsProps;

  constructor(scope: Construct, id: string, props: CostGuardsProps) {
    super(scope, id);
    this.props = props;
    const { budget, anomalies } = props.settings.cost;
    if (budget) this.createBudget(budget);
    if (anomalies) this.createSubscription(anomalies);
  }

  private createBudget(settings: NonNullable<StageSettings['cost']['budget']>): void {
    const { topicArn } = this.props.topic;
    this.allowPublisher('budgets.amazonaws.com');
    const budgetName = `${Aws.STACK_NAME}-${Aws.REGION}-bedrock`; // budgets are of the account, not of a Region
    const budget = new CfnBudget(this, 'Budget', {
      budget: {
        budgetName,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: settings.monthlyUsd, unit: 'USD' },
        costFilters: { Service: settings.services ?? bedrockServices(this.props.settings.models) },
      },
      notificationsWithSubscribers: SHARES.map((threshold) => ({
        notification: {
          notificationType: 'ACTUAL',
          comparisonOperator: 'GREATER_THAN',
          threshold,
          thresholdType: 'PERCENTAGE',
        },
        subscribers: [{ subscriptionType: 'SNS', address: topicArn }],
      })),
    });
    if (settings.whenSpent === 'stop_gateway') this.createAction(budgetName).addResourceDependency(budget);
  }

  /** Takes the models away from the gateway; a person gives them back by resetting the action in the console. */
  private createAction(budgetName: string): CfnBudgetsAction {
    const denial = new ManagedPolicy(this, 'NoModels', {
      description: 'Attached to the gateway when the budget is spent',
      statements: [
        new PolicyStatement({
          effect: Effect.DENY,
          actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
          resources: ['*'],
        }),
      ],
    });
    return new CfnBudgetsAction(this, 'Action', {
      budgetName,
      actionType: 'APPLY_IAM_POLICY',
      actionThreshold: { type: 'PERCENTAGE', value: ALL_OF_IT },
      approvalModel: 'AUTOMATIC',
      notificationType: 'ACTUAL',
      definition: {
        iamActionDefinition: {
          policyArn: denial.managedPolicyArn,
          roles: [this.props.gatewayRole.roleName],
        },
      },
      executionRoleArn: this.createActionRole(denial).roleArn,
      subscribers: [{ type: 'SNS', address: this.props.topic.topicArn }],
    });
  }

  /** Attaches and detaches this one policy, on this one role. */
  private createActionRole(denial: ManagedPolicy): Role {
    const role = new Role(this, 'ActionRole', {
      assumedBy: new ServicePrincipal('budgets.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
        resources: [this.props.gatewayRole.roleArn],
        conditions: { ArnEquals: { 'iam:PolicyARN': denial.managedPolicyArn } },
      }),
    );
    return role;
  }

  private createSubscription(settings: NonNullable<StageSettings['cost']['anomalies']>): void {
    this.allowPublisher('costalerts.amazonaws.com');
    const monitorArn = settings.monitorArn ?? this.createMonitor().attrMonitorArn;
    new CfnAnomalySubscription(this, 'Anomalies', {
      subscriptionName: `${Aws.STACK_NAME}-${Aws.REGION}-anomalies`,
      frequency: 'IMMEDIATE', // the only one that goes to a topic
      monitorArnList: [monitorArn],
      subscribers: [{ type: 'SNS', address: this.props.topic.topicArn }],
      thresholdExpression: JSON.stringify({
        Dimensions: {
          Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
          MatchOptions: ['GREATER_THAN_OR_EQUAL'],
          Values: [String(settings.minimumUsd)],
        },
      }),
    });
  }

  private createMonitor(): CfnAnomalyMonitor {
    return new CfnAnomalyMonitor(this, 'Monitor', {
      monitorName: `${Aws.STACK_NAME}-${Aws.REGION}-services`,
      monitorType: 'DIMENSIONAL',
      monitorDimension: 'SERVICE',
    });
  }

  /** Lets a service of this account publish to the encrypted topic. */
  private allowPublisher(service: string): void {
    const { topic, encryptionKey } = this.props;
    const principals = [new ServicePrincipal(service)];
    const conditions = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    topic.addToResourcePolicy(
      new PolicyStatement({ principals, actions: ['sns:Publish'], resources: [topic.topicArn], conditions }),
    );
    encryptionKey.addToResourcePolicy(
      new PolicyStatement({
        ...{ principals, conditions },
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'], // in a key policy: this key
      }),
    );
  }
}
