import type { EmbeddedAws } from './aws/server.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { followWallClock } from './scheduler/wall-clock.ts';

// CloudWatch user guide, "Alarm evaluation": "For any period of one minute or longer, an alarm is evaluated every minute"
const EVERY_MINUTE = { name: 'alarms', expression: 'cron(* * * * ? *)' };

/** Evaluates alarms at the end of every minute of the machine's clock. Returns what stops it. */
export function followAlarms(
  { evaluateAlarms }: Pick<EmbeddedAws, 'evaluateAlarms'>,
  onFailure: (error: unknown) => void,
): () => void {
  const scheduler = createScheduler({
    schedules: [EVERY_MINUTE],
    startMs: Date.now(),
    onDue: (_schedule, dueMs) => evaluateAlarms(dueMs),
  });
  return followWallClock(scheduler, onFailure);
}
