import type { AlarmDefinition, StateValue } from './definition.ts';
import type { AlarmHistory } from './history.ts';
import { jsonOf, mailOf, type StateChange, subjectOf } from './message.ts';

/** A message for a topic of SNS: JSON with a text for each protocol. */
export interface AlarmMessage {
  readonly topicArn: string;
  readonly subject: string;
  readonly message: string;
  readonly sentMs: number;
}

/** Sends a message; throws when the topic cannot be reached. */
export type PublishAlarm = (message: AlarmMessage) => void;

const ACTIONS: Readonly<Record<StateValue, (alarm: AlarmDefinition) => readonly string[]>> = {
  OK: ({ OKActions }) => OKActions,
  ALARM: ({ AlarmActions }) => AlarmActions,
  INSUFFICIENT_DATA: ({ InsufficientDataActions }) => InsufficientDataActions,
};

/** Runs the actions of the state that an alarm has entered, and tells the history how it went. */
export function runActions(
  change: StateChange,
  { publish, history }: { readonly publish: PublishAlarm; readonly history: AlarmHistory },
): void {
  const { alarm, newState, atMs } = change;
  if (!alarm.ActionsEnabled) return;
  const message = JSON.stringify({ default: jsonOf(change), email: mailOf(change) });
  for (const arn of ACTIONS[newState](alarm)) {
    const failure = run(() => publish({ topicArn: arn, subject: subjectOf(change), message, sentMs: atMs }));
    history.add({
      alarmName: alarm.AlarmName,
      atMs,
      type: 'Action',
      summary:
        failure === undefined ? `Successfully executed action ${arn}` : `Failed to execute action ${arn}`,
      data: JSON.stringify({
        actionState: failure === undefined ? 'Succeeded' : 'Failed',
        notificationResource: arn,
        error: failure,
        stateUpdateTimestamp: atMs,
        publishedMessage: failure === undefined ? message : undefined,
      }),
    });
  }
}

/** Why an action failed. An alarm changes its state whatever becomes of its actions. */
function run(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
