import type { AssessmentSummary, Attestation, ObservationSet } from '#core/maturity/observation.ts';
import { windowEnding } from '#core/maturity/window.ts';
import type { Clock, IdentitySource } from '#functions/ports.ts';
import { type GatherDependencies, gather } from './gather.ts';

/** What an observation set is made with. */
export interface ObserveDependencies extends GatherDependencies {
  readonly identity: IdentitySource;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}

/** What is assessed. */
export interface ObserveSettings {
  /** What the report calls the assessed team. @default - `account` and its number */
  readonly team?: string | undefined;
  readonly stage: string;
  readonly region: string;
  /** Days of the window, today included. */
  readonly windowDays: number;
  readonly gatewayLogGroup?: string | undefined;
  readonly feedbackLogGroup?: string | undefined;
  readonly gatewayRoleArn?: string | undefined;
}

/** What an observation set holds beside its observations. */
export interface Remembered {
  /** Attestations whose signature was checked. @default none */
  readonly attestations?: readonly Attestation[];
  /** Earlier assessments, newest last. @default none */
  readonly previous?: readonly AssessmentSummary[];
  /** Longest time to gather for, in milliseconds. @default 60000 */
  readonly limitMs?: number;
}

/** Gathers all evidence into the set that an assessment is computed from. Throws when nobody is signed in. */
export async function observe(
  dependencies: ObserveDependencies,
  settings: ObserveSettings,
  { attestations = [], previous = [], limitMs }: Remembered = {},
): Promise<ObservationSet> {
  const nowMs = dependencies.clock.now();
  const { accountId } = await dependencies.identity.caller();
  const { team = `account ${accountId}`, stage, region, windowDays, ...places } = settings;
  const observedAt = new Date(nowMs).toISOString();
  const window = windowEnding(nowMs, windowDays);
  const request = { ...places, window, observedAt, accountId, region, stage, limitMs };
  return {
    schemaVersion: 1,
    observedAt,
    scope: { team, accountId, region, stage },
    window,
    observations: await gather(dependencies, request),
    attestations: [...attestations],
    previous: [...previous],
  };
}
