import { catalogue, type SignalId } from '../signals/catalogue.ts';
import type { SignalDefinition } from '../signals/definition.ts';
import type { EvidenceId } from './criterion.ts';
import { describeFact, factTitle } from './fact-wording.ts';
import { FACTS, type FactId, type FactValue } from './facts.ts';
import {
  type FactObservation,
  LARGEST_VALUE,
  type ObservationSet,
  type SignalObservation,
  TOO_LARGE,
  type UnknownReading,
} from './observation.ts';
import { EVIDENCE_PERMISSIONS, LOG_QUERY_PERMISSIONS, METRIC_PERMISSIONS } from './permissions.ts';
import { serialise } from './serialise.ts';
import { toQuantity, toUnknown } from './wording.ts';

/** The newest observation of each piece of evidence. */
export interface Evidence {
  readonly signals: ReadonlyMap<string, SignalObservation>;
  readonly facts: ReadonlyMap<string, FactObservation>;
  /** Facts whose value was looked at, and whether it has the fact's shape: several criteria ask for the same one. */
  readonly checked: Map<FactId, boolean>;
}

/** What one signal says. */
export type SignalReading = SignalObservation['reading'];

/** What one fact says. */
export type FactReading<Id extends FactId> =
  | { readonly status: 'known'; readonly value: FactValue<Id> }
  | UnknownReading;

const rows: Readonly<Record<SignalId, SignalDefinition>> = catalogue;

/** Keys of all catalogue rows, in the catalogue's order. */
export const SIGNAL_IDS: readonly SignalId[] = Object.keys(catalogue).filter((id) => isSignalId(id));

function isSignalId(id: string): id is SignalId {
  return Object.hasOwn(catalogue, id);
}

/** Keys of all facts. */
export const FACT_IDS: readonly FactId[] = Object.keys(FACTS).filter((id) => isFactId(id));

/** Whether a piece of evidence is a fact. */
export function isFactId(id: string): id is FactId {
  return Object.hasOwn(FACTS, id);
}

/** Keeps the newest observation of each piece; among equally new ones the same wins whatever their order. */
export function indexObservations({ observations }: ObservationSet): Evidence {
  const signals = new Map<string, SignalObservation>();
  const facts = new Map<string, FactObservation>();
  for (const observation of observations) {
    if (observation.kind === 'signal') keepNewer(signals, observation);
    else keepNewer(facts, observation);
  }
  return { signals, facts, checked: new Map() };
}

function keepNewer<Seen extends SignalObservation | FactObservation>(
  kept: Map<string, Seen>,
  seen: Seen,
): void {
  const rival = kept.get(seen.id);
  if (rival === undefined || isNewer(seen, rival)) kept.set(seen.id, seen);
}

function isNewer(left: { readonly observedAt: string }, right: { readonly observedAt: string }): boolean {
  const [leftMs, rightMs] = [Date.parse(left.observedAt), Date.parse(right.observedAt)];
  return leftMs === rightMs ? serialise(left) > serialise(right) : leftMs > rightMs;
}

/** What a signal says. A count below zero says nothing. */
export function readSignal({ signals }: Evidence, id: SignalId): SignalReading {
  const row = rows[id];
  const reading = signals.get(id)?.reading;
  if (reading === undefined) {
    const detail = row.kind === 'external' ? row.notCollected : 'It was not collected.';
    return { status: 'unknown', reason: 'not_collected', detail };
  }
  if (reading.status === 'known' && row.unit === 'Count' && reading.value < 0)
    return { status: 'unknown', reason: 'failed', detail: 'AWS answered with a count below zero.' };
  if (reading.status === 'known' && Math.abs(reading.value) > LARGEST_VALUE)
    return { status: 'unknown', reason: 'failed', detail: TOO_LARGE };
  return reading;
}

/** What a fact says. */
export function readFactOf<Id extends FactId>(evidence: Evidence, id: Id): FactReading<Id> {
  const reading = evidence.facts.get(id)?.reading;
  if (reading === undefined)
    return { status: 'unknown', reason: 'not_collected', detail: 'It was not collected.' };
  if (reading.status === 'unknown') return reading;
  const { value } = reading;
  if (isOfFact(evidence, id, value)) return { status: 'known', value };
  const detail = `The value of ${id} has another shape than expected.`;
  return { status: 'unknown', reason: 'failed', detail };
}

/** Parses a fact once: a list of models may be long. */
function isOfFact<Id extends FactId>({ checked }: Evidence, id: Id, value: unknown): value is FactValue<Id> {
  const isSound = checked.get(id) ?? FACTS[id].safeParse(value).success;
  checked.set(id, isSound);
  return isSound;
}

/** Why a piece cannot be read, or `undefined` when it can. */
export function unreadable(evidence: Evidence, id: EvidenceId): UnknownReading | undefined {
  const reading = isFactId(id) ? readFactOf(evidence, id) : readSignal(evidence, id);
  return reading.status === 'unknown' ? reading : undefined;
}

/** Human wording of a piece's name. */
export function titleOf(id: EvidenceId): string {
  return isFactId(id) ? factTitle(id) : rows[id].title;
}

/** What a piece says, in words. */
export function describeEvidence(evidence: Evidence, id: EvidenceId): string {
  return isFactId(id) ? describeFactReading(evidence, id) : describeSignalReading(evidence, id);
}

function describeFactReading<Id extends FactId>(evidence: Evidence, id: Id): string {
  const reading = readFactOf(evidence, id);
  return reading.status === 'known' ? describeFact(id, reading.value) : toUnknown(reading);
}

function describeSignalReading(evidence: Evidence, id: SignalId): string {
  const reading = readSignal(evidence, id);
  if (reading.status === 'unknown') return toUnknown(reading);
  return reading.status === 'no_data' ? 'no datapoint' : toQuantity(reading.value, rows[id].unit);
}

/** IAM actions without which a piece stays unknown: the refused one, or all it takes when AWS named none. */
export function missingPermissions(
  id: EvidenceId,
  { reason, permission }: UnknownReading,
): readonly string[] {
  if (reason !== 'denied') return [];
  if (permission !== undefined) return [permission];
  if (isFactId(id)) return EVIDENCE_PERMISSIONS[id];
  return rows[id].kind === 'log-query' ? LOG_QUERY_PERMISSIONS : METRIC_PERMISSIONS;
}
