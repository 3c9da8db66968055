import * as z from 'zod';
import { type Operation, operation } from '../../json-protocol.ts';
import { type PublishAlarm, runActions } from './actions.ts';
import { type AlarmRecord, createAlarmBook, type StoredAlarmState } from './alarm-book.ts';
import { checkAlarm } from './check.ts';
import type { CompositeAlarmSetup } from './composite.ts';
import { AlarmDefinition, type AlarmSetup, periodOf, StateValue } from './definition.ts';
import { DescribeAlarmsRequest, describeAlarms } from './describe.ts';
import { type AlarmContext, evaluateAlarm } from './evaluate.ts';
import { AlarmHistoryRequest, createAlarmHistory } from './history.ts';

/** Alarms of CloudWatch. */
export interface Alarms {
  readonly operations: Readonly<Record<string, Operation>>;
  /** Evaluates every alarm, as CloudWatch does at the end of each minute. */
  readonly evaluate: (atMs: number) => void;
  readonly all: () => readonly StoredAlarmState[];
  readonly restore: (states: readonly StoredAlarmState[]) => void;
}

/** What alarms are made with. */
export interface AlarmsOptions extends AlarmContext {
  readonly now: () => number;
  readonly setups: readonly AlarmSetup[];
  readonly composites: readonly CompositeAlarmSetup[];
  readonly publish: PublishAlarm;
}

const SetAlarmStateRequest = z.object({
  AlarmName: z.string().min(1).max(255),
  StateValue,
  StateReason: z.string().max(1_023),
  StateReasonData: z.string().max(4_000).optional(),
});
const DeleteAlarmsRequest = z.object({ AlarmNames: z.array(z.string()).max(100) });

/** PutMetricAlarm, DescribeAlarms, SetAlarmState, DescribeAlarmHistory, DeleteAlarms, and the evaluation. */
export function createAlarms(options: AlarmsOptions): Alarms {
  const { now, setups, composites, publish, ...context } = options;
  const history = createAlarmHistory();
  const book = createAlarmBook({
    setups,
    history,
    onChange: (change) => runActions(change, { publish, history }),
  });
  const evaluatedMs = new Map<string, number>();
  const evaluateOne = ({ definition }: AlarmRecord, atMs: number): void => {
    const { AlarmName: name } = definition;
    if (!isDue(definition, evaluatedMs.get(name), atMs)) return;
    evaluatedMs.set(name, atMs);
    const evaluated = evaluateAlarm(definition, context, atMs);
    // a state that goes on keeps the reason that it began with
    if (evaluated && evaluated.value !== book.find(name).state.value)
      book.enter(name, { ...evaluated, changedMs: atMs });
  };
  return {
    evaluate: (atMs) => {
      for (const record of book.all()) evaluateOne(record, atMs);
    },
    all: book.states,
    restore: book.restore,
    operations: {
      PutMetricAlarm: operation(AlarmDefinition, (definition) => {
        checkAlarm(definition);
        book.put(definition, now());
      }),
      DescribeAlarms: operation(DescribeAlarmsRequest, (request) =>
        describeAlarms({ metric: book.all(), composite: composites }, request),
      ),
      DescribeAlarmHistory: operation(AlarmHistoryRequest, history.describe),
      SetAlarmState: operation(SetAlarmStateRequest, (request) =>
        book.enter(request.AlarmName, {
          value: request.StateValue,
          reason: request.StateReason,
          reasonData: request.StateReasonData,
          changedMs: now(),
        }),
      ),
      // a name that is none of an alarm's is no error: unverified
      DeleteAlarms: operation(DeleteAlarmsRequest, ({ AlarmNames }) => AlarmNames.forEach(book.remove)),
    },
  };
}

const DAY_SECONDS = 86_400;
const HOUR_MS = 3_600_000;

/** An alarm that looks back over more than a day is evaluated once an hour (user guide, "Alarm evaluation"). */
const isDue = (alarm: AlarmDefinition, lastMs: number | undefined, atMs: number): boolean =>
  alarm.EvaluationPeriods * periodOf(alarm) <= DAY_SECONDS ||
  lastMs === undefined ||
  atMs - lastMs >= HOUR_MS ||
  atMs < lastMs;
