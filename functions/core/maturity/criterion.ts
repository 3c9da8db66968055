import type { SignalId } from '../signals/catalogue.ts';
import type { FactId, FactValue } from './facts.ts';
import type { CriterionStatus } from './finding.ts';
import type { Level } from './levels.ts';

/** A piece of evidence: a row of the signal catalogue or a fact. */
export type EvidenceId = SignalId | FactId;

/** The evidence that a criterion declared. Reading anything else throws: the report would not show it. */
export interface EvidenceReader {
  /** Value over the whole window, or `undefined` when the query was answered without a datapoint. */
  readonly signal: (id: SignalId) => number | undefined;
  readonly fact: <Id extends FactId>(id: Id) => FactValue<Id>;
}

/** What a criterion makes of its evidence. */
export interface Decision {
  readonly status: CriterionStatus;
  /** A sentence in plain words, with the numbers. */
  readonly reason: string;
  /**
   * How a piece of evidence reads here, for example as a share of the calls.
   * @default - as the evidence reads by itself
   */
  readonly values?: Readonly<Partial<Record<EvidenceId, string>>>;
  /**
   * What was missed may exist where this account's APIs do not reach, so that an attestation may decide.
   * @default false
   */
  readonly isBeyondSight?: boolean;
}

/** One of the thirty checklist lines and how it is decided. */
export interface CriterionDefinition {
  /** Also the name of its file. */
  readonly id: string;
  readonly level: Level;
  /** A symptom is `met` while it is still present; a practice when it is in place. */
  readonly kind: 'symptom' | 'practice';
  /** The document's words. */
  readonly statement: string;
  /** All it may read. One unreadable piece leaves the criterion unknown. */
  readonly evidence: readonly EvidenceId[];
  /** What each piece is held against, in words; a piece that only informs has none. */
  readonly thresholds: Readonly<Partial<Record<EvidenceId, string>>>;
  /** Whether people may attest what AWS cannot see of it. */
  readonly isAttestable: boolean;
  /** Called only when every declared piece can be read; a signal may still be without a datapoint. */
  readonly decide: (evidence: EvidenceReader) => Decision;
  /** What to do about it when it is open. */
  readonly nextAction: { readonly title: string; readonly steps: readonly string[]; readonly link: string };
}
