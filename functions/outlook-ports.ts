import type { Read, ServiceQuota } from '#core/outlook/input.ts';
import type { Outlook, OutlookFigures } from '#core/outlook/outlook.ts';

/** Reads Bedrock's quotas in this account and Region. Never throws. */
export interface QuotaReader {
  readonly read: (signal: AbortSignal) => Promise<Read<{ readonly quotas: readonly ServiceQuota[] }>>;
}

/** Keeps outlooks beside the assessments. */
export interface OutlookStore {
  /** The newest one. */
  readonly latest: () => Promise<Outlook | undefined>;
  readonly save: (outlook: Outlook) => Promise<void>;
}

/** Writes an outlook's figures once: structured log line and metrics. */
export interface OutlookSink {
  readonly write: (figures: OutlookFigures) => void;
}
