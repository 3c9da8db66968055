import type {
  CaptureLog,
  Clock,
  InvocationLoggingControl,
  LoggingMemoryStore,
  ResourceAnswers,
  RunLog,
} from '#functions/ports.ts';

/** What the function works with. */
export interface InvocationLoggingDependencies {
  readonly control: InvocationLoggingControl;
  readonly memory: LoggingMemoryStore;
  readonly answers: ResourceAnswers;
  readonly captureLog: CaptureLog;
  readonly log: RunLog;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
}
