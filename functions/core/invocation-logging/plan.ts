import { isSame, type LoggingConfig, type LoggingMemory } from './configuration.ts';

/** What the settings ask for. */
export interface LoggingWish {
  /** `adopt` reads what others set up and sets nothing; `manage` sets up what is missing. */
  readonly mode: 'adopt' | 'manage';
  /** Whether somebody else's configuration may be replaced. */
  readonly overwrite: boolean;
  /** What to set up; with `adopt` there is nothing. */
  readonly wanted?: LoggingConfig | undefined;
}

/** What there is. */
export interface LoggingState {
  readonly current: LoggingConfig | undefined;
  readonly memory: LoggingMemory | undefined;
}

/** What to do about it. */
export type LoggingPlan =
  | { readonly action: 'put'; readonly configuration: LoggingConfig; readonly memory: LoggingMemory }
  | { readonly action: 'adopt'; readonly configuration: LoggingConfig; readonly memory: LoggingMemory }
  | { readonly action: 'refuse'; readonly reason: string };

const NOTHING_TO_ADOPT =
  "invocationLogging.mode is 'adopt', but this Region's model invocation logging does not write to CloudWatch Logs. Set mode 'manage' to let the stack set it up, or 'off'.";
const NO_LOG_GROUP =
  "This Region's model invocation logging writes to S3 only, which the collector does not read. Add a CloudWatch Logs destination to it, or set invocationLogging.overwrite to true to replace it; deleting the stack puts it back.";

/** Decides what a deployment does. Somebody else's configuration is never replaced unless `overwrite` says so. */
export function planDeployment(
  { mode, overwrite, wanted }: LoggingWish,
  { current, memory }: LoggingState,
): LoggingPlan {
  const isOurs = memory?.state === 'managed' && isOneOfOurs(current, memory);
  const previous = isOurs ? memory.previous : (current ?? null);
  if (mode === 'adopt' || !wanted) return planAdoption(previous ?? undefined, isOurs);
  if (isOurs || current === undefined || overwrite || isSame(current, wanted))
    return {
      action: 'put',
      configuration: wanted,
      memory: {
        state: 'managed',
        ours: wanted,
        ...(isOurs && current && !isSame(current, wanted) && { replaces: current }),
        previous: isSame(current, wanted) && !isOurs ? null : previous,
      },
    };
  return current.cloudWatchConfig
    ? { action: 'adopt', configuration: current, memory: { state: 'adopted', adopted: current } }
    : { action: 'refuse', reason: NO_LOG_GROUP };
}

/** Ours gives way to what was there before it. */
function planAdoption(found: LoggingConfig | undefined, isOurs: boolean): LoggingPlan {
  if (!found?.cloudWatchConfig) return { action: 'refuse', reason: NOTHING_TO_ADOPT };
  const memory: LoggingMemory = { state: 'adopted', adopted: found };
  return { action: isOurs ? 'put' : 'adopt', configuration: found, memory };
}

/** What the end of the stack leaves behind. */
export type LoggingFarewell =
  | { readonly action: 'restore'; readonly configuration: LoggingConfig }
  | { readonly action: 'remove' }
  | { readonly action: 'leave'; readonly why: string };

/** Decides what a deletion does: what was found is put back, unless somebody changed ours meanwhile. */
export function planDeletion({ current, memory }: LoggingState): LoggingFarewell {
  if (memory?.state !== 'managed') return { action: 'leave', why: 'the stack set nothing' };
  if (!isOneOfOurs(current, memory)) return { action: 'leave', why: 'somebody changed it since' };
  return memory.previous ? { action: 'restore', configuration: memory.previous } : { action: 'remove' };
}

/** Whether the Region's logging is another than the stack left it. */
export function isChanged({ current, memory }: LoggingState): boolean {
  if (memory === undefined) return false;
  return memory.state === 'managed' ? !isOneOfOurs(current, memory) : !isSame(current, memory.adopted);
}

type Managed = Extract<LoggingMemory, { readonly state: 'managed' }>;

const isOneOfOurs = (current: LoggingConfig | undefined, { ours, replaces }: Managed): boolean =>
  isSame(current, ours) || (replaces !== undefined && isSame(current, replaces));
