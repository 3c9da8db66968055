import type {
  BodyStore,
  CaptureLog,
  Claims,
  Clock,
  KeyedHash,
  PriceSource,
  Quarantine,
  RecordSink,
} from '#functions/ports.ts';

/** What the collector works with. */
export interface CollectorDependencies {
  readonly stage: string;
  readonly prices: PriceSource;
  readonly gatewayRoleArn: string;
  readonly bodies: BodyStore;
  readonly claims: Claims;
  readonly quarantine: Quarantine;
  readonly sink: Pick<RecordSink, 'writeInvocation' | 'reportDefect'>;
  readonly log: CaptureLog;
  readonly systemPromptHash: KeyedHash;
  readonly clock: Pick<Clock, 'now'>;
}
