import { catalogue, type SignalId } from '../signals/catalogue.ts';
import type { SignalDefinition } from '../signals/definition.ts';
import { DOCUMENT_ROWS, type DocumentRowId } from '../signals/document-rows.ts';
import type { MetricRowResult } from './assessment.ts';
import { describeEvidence, type Evidence, readSignal, SIGNAL_IDS, titleOf } from './evidence.ts';
import { hadTraffic, isSilentZero } from './silence.ts';

/** A metric row of the document with the signals that answer it. */
export interface MeasuredRow {
  readonly row: DocumentRowId;
  readonly signals: readonly SignalId[];
}

type Rows = Readonly<Record<SignalId, SignalDefinition>>;

/** The document's metric rows of level 1 with the catalogue rows that answer them. */
export function levelOneRows(rows: Rows = catalogue): readonly MeasuredRow[] {
  return Object.keys(DOCUMENT_ROWS)
    .filter((row) => isDocumentRowId(row))
    .filter((row) => DOCUMENT_ROWS[row].level === 1)
    .map((row) => ({ row, signals: SIGNAL_IDS.filter((id) => rows[id].document?.includes(row)) }));
}

/**
 * Whether the row says something: all that at least one source has for it was read, and the calls it counts took
 * place in the window. Without a call "can it work?" is not answered.
 */
export function isMeasured({ signals }: MeasuredRow, evidence: Evidence): boolean {
  const sources = new Set(signals.map((id) => catalogue[id].source));
  return [...sources].some((source) =>
    signals.filter((id) => catalogue[id].source === source).every((id) => saysSomething(evidence, id)),
  );
}

/** How a row stands, with what each of its signals said. */
export function toMetricRowResult({ row, signals }: MeasuredRow, evidence: Evidence): MetricRowResult {
  const { category, wording } = DOCUMENT_ROWS[row];
  return {
    id: row,
    name: category,
    wording,
    status: isMeasured({ row, signals }, evidence) ? 'met' : 'unknown',
    signals: [...signals],
    reason: `${signals.map((id) => `${titleOf(id)}: ${describeReading(evidence, id)}`).join('; ')}.`,
  };
}

function describeReading(evidence: Evidence, id: SignalId): string {
  const { status } = readSignal(evidence, id);
  if (status !== 'no_data') return describeEvidence(evidence, id);
  return isSilentZero(evidence, id) ? '0' : 'no datapoint';
}

function saysSomething(evidence: Evidence, id: SignalId): boolean {
  const { status } = readSignal(evidence, id);
  if (catalogue[id].kind !== 'metric') return status === 'known';
  return status !== 'unknown' && hadTraffic(evidence, id);
}

function isDocumentRowId(id: string): id is DocumentRowId {
  return Object.hasOwn(DOCUMENT_ROWS, id);
}
