import { ConnectionBroken, type ServiceAnswer, ServiceError, type ServiceRequest } from '../wire.ts';
import { type CallProgress, type CallReport, reportEnd, reportFailure } from './call-report.ts';
import type { BedrockModelState } from './controls.ts';

/** A call that is counted while it runs and reported when it is over. */
export interface TrackedCall {
  readonly request: ServiceRequest;
  readonly state: BedrockModelState;
  readonly progress: CallProgress;
  readonly requestId: string;
  readonly run: () => Promise<ServiceAnswer>;
  readonly onEnd: (report: CallReport) => void;
}

/** Counts a call and keeps its bytes until its answer is complete or its caller has left. */
export async function track({
  request,
  state,
  progress,
  requestId,
  run,
  onEnd,
}: TrackedCall): Promise<ServiceAnswer> {
  const { method, path, headers, body } = request;
  state.began({ method, path, headers, body });
  let isSettled = false;
  const settle = (how: 'answered' | 'aborted', report = reportEnd(progress, how)): void => {
    if (isSettled) return;
    isSettled = true;
    state.ended(how);
    onEnd(report);
  };
  request.signal.addEventListener('abort', () => settle('aborted'), { once: true });
  try {
    const answer = await run();
    const headersSent = {
      'x-amzn-requestid': requestId,
      date: new Date().toUTCString(),
      ...answer.headers,
    };
    if (answer.body instanceof Uint8Array) {
      state.sent(answer.body);
      settle('answered');
      return { ...answer, headers: headersSent };
    }
    return { ...answer, headers: headersSent, body: watch(answer.body, { state, settle }) };
  } catch (error) {
    if (error instanceof ServiceError || error instanceof ConnectionBroken)
      settle('answered', reportFailure(progress, error));
    throw error;
  }
}

async function* watch(
  body: AsyncIterable<Uint8Array>,
  { state, settle }: { readonly state: BedrockModelState; readonly settle: (how: 'answered') => void },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      state.sent(chunk);
      yield chunk;
    }
  } finally {
    settle('answered');
  }
}
