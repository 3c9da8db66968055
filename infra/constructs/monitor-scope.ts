import { Aws, Stack } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct } from 'constructs';
import type { AlarmId } from '#core/signals/alarms.ts';
import type { SignalPlace } from '#core/signals/place.ts';
import { composeScope } from '#dashboards/scope.ts';
import { toDashboardUrl } from './dashboard-url.ts';
import { SignalAlarm } from './signal-alarm.ts';

/**
 * Which functions and APIs are monitored, and who hears of their alarms.
 *
 * @example
 * new MonitorScope(shopStack, 'Monitoring', { topic });
 */
export interface MonitorScopeProps {
  /**
   * Everything below this construct is monitored: what is added to it later is not, so create the monitoring last.
   * @default - the construct that the monitoring is created in
   */
  readonly of?: IConstruct;
  /**
   * Topic that is told when an alarm fires, and when it clears.
   * @default - nobody is told
   */
  readonly topic?: ITopic;
  /**
   * Whether there are alarms.
   * @default true
   */
  readonly alarms?: boolean;
  /**
   * Whether there is a dashboard; beyond an account's third, one costs 3 USD a month.
   * @default true
   */
  readonly dashboard?: boolean;
  /**
   * Heading of the dashboard.
   * @default - path of the construct that is monitored
   */
  readonly title?: string;
  /**
   * Address of the runbook that alarms end with.
   * @default 'docs/runbook.md', in Waymark's repository
   */
  readonly runbook?: string;
}

/** Alarms on every function. */
const FUNCTION_ALARMS = ['lambdaErrors'] as const satisfies readonly AlarmId[];
/** Alarms on every REST API. */
const API_ALARMS = ['apiServerErrors', 'apiClientErrors'] as const satisfies readonly AlarmId[];

/** Waymark's signals and alarms for the Lambda functions and REST APIs of an app that has nothing else of Waymark. */
export class MonitorScope extends Construct {
  /** ARNs of the alarms, for composite alarms and widgets of your own. */
  readonly alarmArns: readonly string[];
  /** Address of the dashboard; none without one. */
  readonly dashboardUrl: string | undefined;

  constructor(scope: Construct, id: string, props: MonitorScopeProps = {}) {
    super(scope, id);
    const { of = scope, alarms = true, dashboard = true } = props;
    const all = of.node.findAll();
    const functions = all.filter((node) => CfnFunction.isCfnFunction(node));
    const apis = all.filter((node) => CfnRestApi.isCfnRestApi(node));
    if (functions.length + apis.length === 0)
      throw new TypeError(
        `${of.node.path} holds no Lambda function and no REST API: create ${id} after them.`,
      );
    const functionNames = new Map(functions.map((each) => [toLabel(each, of), each.ref]));
    const apiNames = apis.map(toApiName);
    this.alarmArns = alarms ? this.createAlarms({ functionNames, apiNames }, props) : [];
    const place = { functionNames: Object.fromEntries(functionNames), apiNames };
    this.dashboardUrl = dashboard ? this.createDashboard(place, props.title ?? of.node.path) : undefined;
  }

  private createAlarms({ functionNames, apiNames }: Names, props: MonitorScopeProps): readonly string[] {
    const { topic, runbook } = props;
    const create = (name: string, signal: AlarmId, place: SignalPlace) =>
      new SignalAlarm(this, `${name}-${signal}`, {
        ...{ signal, place },
        ...(topic && { topic }),
        ...(runbook !== undefined && { runbook }),
      }).arn;
    return [
      ...[...functionNames].flatMap(([label, functionName]) =>
        FUNCTION_ALARMS.map((signal) => create(label, signal, { functionNames: { [label]: functionName } })),
      ),
      ...apiNames.flatMap((name, index) =>
        API_ALARMS.map((signal) => create(`Api${index}`, signal, { apiNames: [name] })),
      ),
    ];
  }

  private createDashboard(place: SignalPlace, title: string): string {
    const body = composeScope({ ...place, region: Aws.REGION, title, alarmArns: this.alarmArns });
    const resource = new CfnDashboard(this, 'Dashboard', {
      dashboardBody: Stack.of(this).toJsonString(body),
    });
    return toDashboardUrl(resource.ref);
  }
}

interface Names {
  readonly functionNames: ReadonlyMap<string, string>;
  readonly apiNames: readonly string[];
}

/** What people call a function: its path below what is monitored. */
function toLabel(resource: CfnFunction, of: IConstruct): string {
  const { path } = (resource.node.scope ?? resource).node;
  return path.slice(of.node.path.length).split('/').filter(Boolean).join('-') || resource.node.id;
}

/** An API that is made from a definition has its name in there, where we do not look. */
function toApiName(api: CfnRestApi): string {
  if (api.name === undefined)
    throw new TypeError(`${api.node.path} has no name: its metrics are kept by name.`);
  return api.name;
}
