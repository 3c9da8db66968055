import type { SignalId } from '../signals/catalogue.ts';
import type { Decision, EvidenceReader } from './criterion.ts';
import { met, unmeasurable, unmet } from './decision.ts';
import { atLeast, MIN_CALLS } from './thresholds.ts';
import { toCount, toNumber, toShareOf } from './wording.ts';

/**
 * A counter over the window. Counters are emitted only when they are above zero, so that silence means zero, but
 * only where calls were made: ask within `whenCalled`.
 */
export function count(evidence: EvidenceReader, id: SignalId): number {
  return evidence.signal(id) ?? 0;
}

/** Decides where there were calls enough to judge; without traffic nothing is known. */
export function whenCalled(evidence: EvidenceReader, decide: (calls: number) => Decision): Decision {
  const calls = evidence.signal('requests') ?? 0;
  return whenEnough(calls, 'call', 'went through the gateway', () => decide(calls));
}

/** Whether calls went through the gateway: without one its own counters say nothing, and Bedrock's have to do. */
export function hasGatewayCalls(evidence: EvidenceReader): boolean {
  return (evidence.signal('requests') ?? 0) > 0;
}

/** Decides by Bedrock's own counters where enough calls reached it. */
export function whenBedrockCalled(
  evidence: EvidenceReader,
  decide: (invocations: number) => Decision,
): Decision {
  const invocations = count(evidence, 'bedrockInvocations');
  if (invocations === 0)
    return unmeasurable('No call went through the gateway and none reached Bedrock in the window.');
  return whenEnough(invocations, 'call', 'reached Bedrock', () => decide(invocations));
}

/** What two counts say that cannot both be right: a part is larger than its whole. */
export function contradicting(part: number, whole: number): Decision {
  return unmeasurable(
    `The counts contradict each other: ${toNumber(part)} of ${toCount(whole, 'call')} is more than all of them.`,
  );
}

/** Decides where a sample is large enough; `noun` and `predicate` say of what: "Only 3 calls were …". */
export function whenEnough(size: number, noun: string, predicate: string, decide: () => Decision): Decision {
  if (size === 0) return unmeasurable(`No ${noun} ${predicate} in the window.`);
  if (size >= MIN_CALLS) return decide();
  return unmeasurable(
    `Only ${toCount(size, noun)} ${predicate} in the window: fewer than ${MIN_CALLS} are too few to judge.`,
  );
}

/** Decides by the share of calls that a counter counts. `predicate` completes "12 of 480 calls (2.5 %) …". */
export function decideByShare(
  evidence: EvidenceReader,
  { counter, share, predicate }: { counter: SignalId; share: number; predicate: string },
): Decision {
  const counted = count(evidence, counter);
  return whenCalled(evidence, (calls) => {
    if (counted > calls) return contradicting(counted, calls);
    const value = toShareOf(counted, calls);
    const decide = counted / calls >= share ? met : unmet;
    const verdict = decide === met ? '' : `; it takes ${atLeast(share)}`;
    return decide(`${value} ${predicate}${verdict}.`, { [counter]: value });
  });
}
