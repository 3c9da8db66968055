import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmDefinition, COMPARISONS } from '#core/signals/alarm-definition.ts';
import { alarmOf, describeAlarm } from '#core/signals/alarm-words.ts';
import type { AlarmId } from '#core/signals/alarms.ts';
import type { Statistic } from '#core/signals/definition.ts';
import { type Formula, type FormulaMetric, measureOf, toFormula } from '#core/signals/formula.ts';
import type { SignalPlace } from '#core/signals/place.ts';

/**
 * What an alarm watches, and who hears of it.
 *
 * @example
 * new SignalAlarm(stack, 'ApiErrors', { signal: 'apiServerErrors', place: { apiNames: ['shop'] }, topic });
 */
export interface SignalAlarmProps {
  /** Row of the catalogue; its alarm's threshold and periods stand in `functions/core/signals/alarms.ts`. */
  readonly signal: AlarmId;
  /** Whose series of the row are watched. */
  readonly place: SignalPlace;
  /**
   * Topic that is told when the alarm fires, and when it clears.
   * @default - nobody is told
   */
  readonly topic?: ITopic;
  /**
   * Name, which is the subject of the mail.
   * @default - CloudFormation makes one
   */
  readonly alarmName?: string;
  /**
   * Address of the runbook that the description ends with.
   * @default 'docs/runbook.md', in Waymark's repository
   */
  readonly runbook?: string;
}

/** The alarm of one row of the catalogue. */
export class SignalAlarm extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SignalAlarmProps) {
    super(scope, id);
    const alarm = alarmOf(props.signal);
    const actions = props.topic ? [props.topic.topicArn] : [];
    const resource = new CfnAlarm(this, 'Alarm', {
      ...(props.alarmName !== undefined && { alarmName: props.alarmName }),
      alarmDescription: describeAlarm(props.signal, props.runbook),
      ...toSource(props, alarm),
      threshold: alarm.threshold,
      comparisonOperator: COMPARISONS[alarm.comparison].operator,
      evaluationPeriods: alarm.evaluationPeriods,
      datapointsToAlarm: alarm.datapointsToAlarm,
      treatMissingData: alarm.missingData,
      actionsEnabled: true,
      alarmActions: actions,
      okActions: actions,
    });
    this.arn = resource.attrArn;
  }
}

type Source = Partial<CfnAlarmProps>;

function toSource({ signal, place }: SignalAlarmProps, alarm: AlarmDefinition): Source {
  const { periodSeconds } = alarm;
  const { metrics, expression } = toFormula(measureOf(signal, alarm), { place, periodSeconds });
  const [only] = metrics;
  if (expression === undefined && only) return toMetric(only, periodSeconds);
  return toMetricMath({ metrics, ...(expression !== undefined && { expression }) }, periodSeconds);
}

/** An alarm on one metric needs no metric math, and is priced as one metric. */
function toMetric({ namespace, metricName, dimensions, statistic }: FormulaMetric, period: number): Source {
  return {
    ...{ namespace, metricName, period },
    dimensions: dimensions.map(([name, value]) => ({ name, value })),
    ...(isPercentile(statistic) ? { extendedStatistic: statistic } : { statistic }),
  };
}

function toMetricMath({ metrics, expression }: Formula, period: number): Source {
  return {
    metrics: [
      { id: 'result', ...(expression !== undefined && { expression }), returnData: true },
      ...metrics.map(({ id, namespace, metricName, dimensions, statistic: stat }) => ({
        id,
        returnData: false,
        metricStat: {
          metric: {
            ...{ namespace, metricName },
            dimensions: dimensions.map(([name, value]) => ({ name, value })),
          },
          ...{ period, stat },
        },
      })),
    ],
  };
}

const isPercentile = (statistic: Statistic): boolean => statistic.startsWith('p');
