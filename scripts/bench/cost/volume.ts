import type { StackFacts } from './facts.ts';
import type { Assumptions } from './mix.ts';
import type { TraceSampling } from './trace-sampling.ts';

/** AWS's own month for prices by the hour. */
const HOURS_PER_MONTH = 730;
export const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
export const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3_600;

/** How long an idle environment is kept and how long one lives at most: AWS states neither (not verified). */
const IDLE_SECONDS = 600;
const LIFETIME_SECONDS = 7_200;

/** Calls spread over a month as chance has it: how often something is there at all in a stretch of time. */
export function presence(eventsPerMonth: number, seconds: number): number {
  return 1 - Math.exp((-eventsPerMonth * seconds) / SECONDS_PER_MONTH);
}

/** What follows from a number of calls a month besides themselves. */
export interface Volume {
  readonly calls: number;
  /** Runs of the function that checks keys: one for each key whenever its authorisation is forgotten. */
  readonly authorisations: number;
  /** Environments of the gateway that start. */
  readonly starts: number;
  /** Calls that X-Ray records. */
  readonly traces: number;
}

/** Works out what so many calls a month, evenly spread, lead to. */
export function toVolume(
  calls: number,
  facts: Pick<StackFacts, 'authorizerCacheSeconds' | 'traceSampling'>,
  { keys, modelSeconds }: Assumptions,
): Volume {
  return {
    calls,
    authorisations: authorisationsOf(calls, { keys, cacheSeconds: facts.authorizerCacheSeconds }),
    starts: startsOf(calls, modelSeconds),
    traces: facts.traceSampling ? tracesOf(calls, facts.traceSampling) : 0,
  };
}

/** After each authorisation its time in the cache passes, and then the time until the key's next call. */
function authorisationsOf(
  calls: number,
  { keys, cacheSeconds }: { readonly keys: number; readonly cacheSeconds: number },
): number {
  if (calls === 0) return 0;
  const secondsBetween = SECONDS_PER_MONTH / (calls / keys);
  return (keys * SECONDS_PER_MONTH) / (cacheSeconds + secondsBetween);
}

function startsOf(calls: number, modelSeconds: number): number {
  if (calls === 0) return 0;
  const environments = Math.max(1, (calls * modelSeconds) / SECONDS_PER_MONTH);
  const afterIdleTime = calls * (1 - presence(calls, IDLE_SECONDS));
  return Math.min(calls, afterIdleTime + (environments * SECONDS_PER_MONTH) / LIFETIME_SECONDS);
}

/** The reservoir takes calls only where some come in its second. */
function tracesOf(calls: number, { reservoir, share }: TraceSampling): number {
  const seconds = SECONDS_PER_MONTH * presence(calls, 1);
  const reserved = Math.min(calls, reservoir * seconds);
  return reserved + share * (calls - reserved);
}
