import type { PriceBook } from '#core/cost/price-book.ts';
import type { OutlookSink, OutlookStore, QuotaReader } from '#functions/outlook-ports.ts';
import type { AttestationSigner, EvidenceStore, ReportMail, RunLog } from '#functions/ports.ts';
import type { OutlookSettings } from './gather-outlook.ts';
import type { ObserveDependencies, ObserveSettings } from './observe.ts';

/** What the maturity function works with. */
export interface MaturityDependencies {
  readonly evidence: ObserveDependencies;
  readonly store: EvidenceStore;
  readonly signer: AttestationSigner;
  readonly mail: ReportMail;
  readonly log: RunLog;
  /** What models cost. */
  readonly prices: PriceBook;
  readonly outlook: {
    readonly quotas: QuotaReader;
    readonly store: OutlookStore;
    readonly sink: OutlookSink;
    readonly settings: OutlookSettings;
  };
  readonly settings: ObserveSettings & {
    /** Goes in front of a report's key. */
    readonly linkPrefix: string;
    /** Tenants that see traffic and cost of all tenants. */
    readonly costReaders: readonly string[];
  };
}
