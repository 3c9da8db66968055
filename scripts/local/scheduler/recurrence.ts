import { ConfigurationError } from '#core/errors.ts';
import { parseCron } from './cron.ts';

/** When a schedule is due, over and over. */
export interface Recurrence {
  /** The first due moment after another one; `undefined` when there is none any more. */
  readonly next: (afterMs: number) => number | undefined;
}

/** An expression of EventBridge Scheduler with what it is read by. */
export interface ScheduleExpression {
  /** `rate(5 minutes)` or `cron(0 8 ? * MON-FRI *)`. */
  readonly expression: string;
  /**
   * IANA time zone of a cron expression.
   * @default 'UTC'
   */
  readonly timeZone?: string | undefined;
  /** When the schedule began to exist: what a rate counts from. */
  readonly startMs: number;
}

/** Reads an expression, or says what is wrong with it. */
export function parseRecurrence({ expression, timeZone = 'UTC', startMs }: ScheduleExpression): Recurrence {
  const [, kind, inner = ''] = /^(rate|cron)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return toRate(inner, { expression, startMs });
  if (kind === 'cron') return parseCron(inner, { expression, timeZone });
  throw new ConfigurationError(
    `The schedule ${expression} is neither rate(value unit) nor cron(six fields).`,
  );
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * A steady rate; a day is 24 hours whatever the clocks do. The first time is one interval after the start: that
 * AWS does not begin with an invocation at once is unverified.
 */
function toRate(
  inner: string,
  { expression, startMs }: { readonly expression: string; readonly startMs: number },
): Recurrence {
  const [, amount = '', unit = '', plural = ''] = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const intervalMs = Number(amount) * (UNIT_MS[unit] ?? Number.NaN);
  // As AWS has it: `1 hour`, `2 hours`.
  if (!(intervalMs > 0) || (amount === '1') !== (plural === ''))
    throw new ConfigurationError(
      `The schedule ${expression} has to be rate(1 minute|hour|day) or rate(n minutes|hours|days).`,
    );
  return {
    next: (afterMs) => startMs + Math.max(1, Math.floor((afterMs - startMs) / intervalMs) + 1) * intervalMs,
  };
}
