import { Aws, Stack } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { composeOverview } from '#dashboards/overview.ts';

/** Which stage the dashboard shows. */
export interface OverviewDashboardProps {
  readonly stage: string;
}

/** The dashboard `overview` as a resource, and where to look at it. */
export class OverviewDashboard extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, props: OverviewDashboardProps) {
    super(scope, id);
    const body = composeOverview({ stage: props.stage, region: Aws.REGION });
    const dashboard = new CfnDashboard(this, 'Dashboard', {
      dashboardBody: Stack.of(this).toJsonString(body),
    });
    const console = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}`;
    this.url = `${console}#dashboards:name=${dashboard.ref}`;
  }
}
