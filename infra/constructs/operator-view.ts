import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ALARM_PARTS, type AlarmPart } from '#core/signals/alarm-definition.ts';
import type { LogGroupNames } from '#dashboards/options.ts';
import { isHeldAgainstBill } from '../settings/cost.ts';
import type { StageSettings } from '../settings/schema.ts';
import { CostRules } from './cost-rules.ts';
import type { GatewayApi } from './gateway-api.ts';
import { ModelRoutingRule } from './model-routing-rule.ts';
import type { FunctionDefaults, ObservedFunction } from './observed-function.ts';
import { SignalAlarms } from './signal-alarms.ts';
import { StageDashboards } from './stage-dashboards.ts';

/** What an operator looks at. */
export interface OperatorViewProps {
  readonly functionDefaults: Pick<FunctionDefaults, 'stage'>;
  readonly settings: Pick<
    StageSettings,
    'models' | 'alarms' | 'aliases' | 'dashboards' | 'cost' | 'invocationLogging' | 'outlook'
  >;
  /** Hears of alarms. */
  readonly topic: ITopic;
  readonly api: GatewayApi;
  readonly functions: Readonly<Record<'gateway' | 'feedback' | 'maturity', ObservedFunction>> &
    Readonly<Partial<Record<string, ObservedFunction>>>;
}

/** Alarms and dashboards of a stage. */
export class OperatorView extends Construct {
  readonly dashboards: StageDashboards;

  constructor(scope: Construct, id: string, props: OperatorViewProps) {
    super(scope, id);
    const { settings, topic } = props;
    const place = toPlace(props);
    const alarms = settings.alarms
      ? new SignalAlarms(this, 'Alarms', { place, topic, parts: partsOf(settings) })
      : undefined;
    // only the dashboard of level 4 shows it, and a rule beyond an account's first costs money
    const rule =
      settings.dashboards === 'all'
        ? new ModelRoutingRule(this, 'ModelRouting', { logGroup: props.functions.gateway.logGroup })
        : undefined;
    const costs = settings.cost.contributorRules
      ? new CostRules(this, 'CostRules', { logGroup: props.functions.gateway.logGroup })
      : undefined;
    this.dashboards = new StageDashboards(this, 'Dashboards', {
      ...place,
      which: settings.dashboards,
      models: settings.models,
      logGroups: toLogGroups(props),
      ...(alarms && { alarmArns: alarms.arns }),
      ...(rule && { modelRoutingRule: rule.ruleName }),
      ...(costs && { costRules: costs.names }),
    });
  }
}

/** Parts that the settings ask for. An AWS budget that somebody else made tells its own readers. */
function partsOf(settings: OperatorViewProps['settings']): ReadonlySet<AlarmPart> {
  const { aliases, cost, invocationLogging, outlook } = settings;
  const parts: Readonly<Record<AlarmPart, boolean>> = {
    capture: invocationLogging.mode !== 'off',
    reconciliation: isHeldAgainstBill(cost),
    fallbacks: Object.values(aliases).some((models) => models.length > 1),
    budget: outlook.monthlyBudgetUsd !== undefined || cost.budget !== undefined,
  };
  return new Set(ALARM_PARTS.filter((part) => parts[part]));
}

function toPlace({ functionDefaults: { stage }, api, functions }: OperatorViewProps) {
  const functionNames = Object.entries(functions).flatMap(([name, observed]) =>
    observed ? [[name, observed.handler.functionName] as const] : [],
  );
  return { stage, apiNames: [api.api.restApiName], functionNames: Object.fromEntries(functionNames) };
}

function toLogGroups({ api, functions }: OperatorViewProps): LogGroupNames {
  const { gateway, feedback, maturity } = functions;
  return {
    gateway: gateway.logGroup.logGroupName,
    feedback: feedback.logGroup.logGroupName,
    maturity: maturity.logGroup.logGroupName,
    access: api.accessLogs.logGroupName,
  };
}
