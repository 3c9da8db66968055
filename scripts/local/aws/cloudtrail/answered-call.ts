import type { AnsweredCall } from '../dispatch.ts';
import type { TrailEvent } from './event.ts';

/** The event of a call over the wire; `undefined` when it asked for nothing that has a name. */
export function toTrailEvent(
  { hosted, request, caller, answer, failure }: AnsweredCall,
  timeMs: number,
): TrailEvent | undefined {
  const eventName = hosted.service.operationName(request);
  if (eventName === undefined || failure?.type === 'UnknownOperationException') return undefined;
  return {
    eventName,
    eventSource: hosted.eventSource,
    principalArn: caller.arn,
    accessKeyId: caller.accessKeyId === '' ? undefined : caller.accessKeyId,
    timeMs,
    requestId: answer.headers['x-amzn-requestid'] ?? answer.headers['x-amz-request-id'],
    requestParameters: modelOf(request.path),
    userAgent: request.headers['user-agent'],
    errorCode: failure?.type,
    errorMessage: failure?.message,
  };
}

/** Of a call's parameters only the model is kept: nothing that a caller wrote. */
function modelOf(path: string): TrailEvent['requestParameters'] {
  const [, modelId] = /^\/model\/(.+)\/[^/]+$/.exec(path) ?? [];
  if (modelId === undefined) return undefined;
  try {
    return { modelId: decodeURIComponent(modelId) };
  } catch {
    return undefined;
  }
}
