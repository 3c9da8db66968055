import { Aws, TimeZone } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { StageSettings } from '../settings/schema.ts';
import { acknowledgeBelow } from './acknowledge.ts';
import { logicalIdOf } from './logical-id.ts';

/** When assessments are made. */
export interface MaturitySchedulesProps {
  readonly handler: IFunction;
  readonly settings: StageSettings['maturity'];
}

/** Runs the maturity function: a refresh every day, a report every week. */
export class MaturitySchedules extends Construct {
  constructor(scope: Construct, id: string, { handler, settings }: MaturitySchedulesProps) {
    super(scope, id);
    const { refreshSchedule, reportSchedule, timeZone } = settings;
    const role = this.createRole(handler);
    for (const [kind, expression] of [
      ['refresh', refreshSchedule],
      ['report', reportSchedule],
    ] as const) {
      new Schedule(this, kind, {
        description: `Waymark maturity: ${kind}`,
        schedule: ScheduleExpression.expression(expression, TimeZone.of(timeZone)),
        // an assessment is made again the next day: two more tries are enough
        target: new LambdaInvoke(handler, {
          input: ScheduleTargetInput.fromObject({ kind }),
          retryAttempts: 2,
          role,
        }),
      });
    }
  }
  /** Invokes this one function, for schedules of this account only. */
  private createRole(handler: IFunction): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    acknowledgeBelow(role, {
      id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(handler)}.Arn>:*]`,
      reason: 'The target grants its function with all its versions; there is one version, the newest.',
    });
    return role;
  }
}
