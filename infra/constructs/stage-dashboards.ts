import { Aws, Stack } from 'aws-cdk-lib';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { composeDashboards } from '#dashboards/dashboards.ts';
import { DASHBOARD_IDS, type DashboardId, type DashboardOptions } from '#dashboards/options.ts';
import type { StageSettings } from '../settings/schema.ts';
import { toDashboardUrl } from './dashboard-url.ts';

/**
 * Which dashboards there are, and what they show.
 *
 * @example
 * new StageDashboards(stack, 'Dashboards', { which: 'overview', stage: 'dev', apiNames: [name], functionNames });
 */
export interface StageDashboardsProps extends Omit<DashboardOptions, 'region' | 'urls'> {
  /** All six, or the overview alone: a dashboard beyond an account's third costs 3 USD a month. */
  readonly which: StageSettings['dashboards'];
}

/** Names in CloudWatch by what they show. */
export type DashboardNames = Readonly<Partial<Record<DashboardId, string>>>;

/** The dashboards of a stage as resources, and where to look at them. */
export class StageDashboards extends Construct {
  /** Names in CloudWatch by what they show. */
  readonly names: DashboardNames;
  /** Address of the overview. */
  readonly url: string;

  constructor(scope: Construct, id: string, { which, ...options }: StageDashboardsProps) {
    super(scope, id);
    const ids = idsOf(which);
    this.names = toDashboardNames(which);
    const urls = Object.fromEntries(ids.map((each) => [each, toDashboardUrl(toName(each))]));
    const bodies = composeDashboards({ ...options, region: Aws.REGION, urls });
    for (const each of ids)
      new CfnDashboard(this, each, {
        dashboardName: toName(each),
        dashboardBody: Stack.of(this).toJsonString(bodies[each]),
      });
    this.url = toDashboardUrl(toName('overview'));
  }
}

/** Names of the dashboards that a stage has, for what is made before them. */
export function toDashboardNames(which: StageSettings['dashboards']): DashboardNames {
  return Object.fromEntries(idsOf(which).map((id) => [id, toName(id)]));
}

const idsOf = (which: StageSettings['dashboards']): readonly DashboardId[] =>
  which === 'all' ? DASHBOARD_IDS : ['overview'];

/** With the Region: dashboards are global, so that the same stack in two Regions would name them alike. */
const toName = (id: DashboardId): string => `${Aws.STACK_NAME}-${Aws.REGION}-${id}`;
