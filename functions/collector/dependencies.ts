import type { PriceBook } from '#core/cost/price-book.ts';
import type {
  BodyStore,
  CaptureLog,
  Claims,
  Clock,
  KeyedHash,
  Quarantine,
  RecordSink,
} from '#functions/ports.ts';

/** What the collector works with. */
export interface CollectorDependencies {
  readonly stage: string;
  readonly prices: PriceBook;
  readonly gatewayRoleArn: string;
  readonly bodies: BodyStore;
  readonly claims: Claims;
  readonly quarantine: Quarantine;
  readonly sink: Pick<RecordSink, 'writeInvocation' | 'reportDefect'>;
  readonly log: CaptureLog;
  readonly systemPromptHash: KeyedHash;
  readonly clock: Pick<Clock, 'now'>;
}
