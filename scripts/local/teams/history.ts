import { DAY_MS, windowEnding } from '#core/maturity/window.ts';
import { createRandom } from '../aws/bedrock/random.ts';
import { callDirectly } from './direct-calls.ts';
import { drawCall } from './draw-call.ts';
import { toRequest } from './request.ts';
import { createStages, type StagesOptions } from './stages.ts';
import { momentsOf, type Period } from './timeline.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** Days that an assessment looks at. */
export const HISTORY_DAYS = 14;

/** What a history holds. */
export interface HistoryCounts {
  readonly throughGateway: number;
  readonly direct: number;
  readonly rated: number;
  /** Calls through the gateway by the status that their caller saw. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** What a history is made with. */
export interface HistoryOptions extends Omit<StagesOptions, 'clock'> {
  readonly nowMs: number;
}

/** One call, to be made when its time has come. */
interface PlannedCall {
  readonly atMs: number;
  readonly run: () => Promise<MadeCall>;
}

type MadeCall =
  | { readonly kind: 'direct' }
  | { readonly kind: 'gateway'; readonly status: number; readonly isRated: boolean };

/**
 * Lets a team work for fourteen days that end now. Every figure comes from a call that was made; the same seed and
 * time give the same calls.
 */
export async function makeHistory(options: HistoryOptions): Promise<HistoryCounts> {
  const { team, aws, nowMs } = options;
  const period = { startMs: Date.parse(windowEnding(nowMs, HISTORY_DAYS).start), endMs: nowMs };
  for (const { daysAgo, eventSource = 'bedrock.amazonaws.com', ...event } of team.events)
    aws.recordEvent({ ...event, eventSource, timeMs: nowMs - daysAgo * DAY_MS });
  const planned = [...planGatewayCalls(options, period), ...planDirectCalls(options, period)];
  const made: MadeCall[] = [];
  for (const { run } of planned.sort((left, right) => left.atMs - right.atMs)) made.push(await run());
  return count(made);
}

function planGatewayCalls(options: HistoryOptions, period: Period): readonly PlannedCall[] {
  const { team, seed } = options;
  const findStage = createStages({ ...options, clock: createVirtualClock(period.startMs) });
  return team.workloads.flatMap((workload) => {
    const random = createRandom(`${seed} ${team.name} ${workload.stage} ${workload.feature}`);
    const stage = findStage(workload.stage);
    return momentsOf(workload, period, random).map((atMs, number) => {
      const drawn = drawCall(workload, atMs, { random, period });
      const run = async (): Promise<MadeCall> => {
        const { status, requestId } = await stage.call(workload, drawn, toRequest(workload, drawn, number));
        const isRated = drawn.rating !== undefined && status < 300 && requestId !== undefined;
        if (isRated) await stage.rate(workload.tenant, { requestId, ...drawn.rating, atMs });
        return { kind: 'gateway', status, isRated };
      };
      return { atMs, run };
    });
  });
}

function planDirectCalls({ team, seed, aws }: HistoryOptions, period: Period): readonly PlannedCall[] {
  return (team.direct ?? []).flatMap((caller) => {
    const random = createRandom(`${seed} ${team.name} ${caller.principalArn}`);
    return momentsOf(caller, period, random).map((atMs, number) => {
      const request = toRequest(caller, { twists: [], tokens: 20 + Math.floor(random() * 60) }, number);
      const run = async (): Promise<MadeCall> => {
        await callDirectly(aws.bedrock.invoke, request, { principalArn: caller.principalArn, atMs });
        return { kind: 'direct' };
      };
      return { atMs, run };
    });
  });
}

function count(made: readonly MadeCall[]): HistoryCounts {
  const relayed = made.flatMap((call) => (call.kind === 'gateway' ? [call] : []));
  const statuses: Record<string, number> = {};
  for (const { status } of relayed) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    throughGateway: relayed.length,
    direct: made.length - relayed.length,
    rated: relayed.filter(({ isRated }) => isRated).length,
    statuses,
  };
}
