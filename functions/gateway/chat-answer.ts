import type { RecordSink } from '#functions/ports.ts';
import type { OpenAnswer } from './answer.ts';
import { collectBody } from './chat-body.ts';
import { translateStream } from './chat-stream.ts';

/** What an answer needs to know of its request. */
export interface ChatDoorOptions {
  readonly gatewayRequestId: string;
  /** Seconds since the Unix epoch. */
  readonly created: number;
  /** As the caller wrote it. */
  readonly model: string;
  readonly isStream: boolean;
  readonly includesUsage: boolean;
  readonly reportDefect: RecordSink['reportDefect'];
}

/** Puts a translation in front of the caller's answer: what goes in is Bedrock's, what comes out OpenAI's. */
export type ChatDoor = (open: OpenAnswer) => OpenAnswer;

/** The door that answers one chat request. */
export function createChatDoor(options: ChatDoorOptions): ChatDoor {
  const { gatewayRequestId, created, model, isStream, includesUsage, reportDefect } = options;
  return (open) =>
    ({ status, headers }) => {
      const requestId = headers['x-amzn-requestid'] ?? gatewayRequestId;
      const identity = { id: `chatcmpl-${requestId}`, created, model };
      const kept = keptHeaders(headers, requestId);
      if (!isStream || status >= 300) {
        const openBody = (status: number) => open({ status, headers: { ...kept, ...JSON_BODY } });
        return collectBody({ status, headers, openBody, identity, reportDefect });
      }
      const answer = open({ status, headers: { ...kept, ...EVENT_STREAM } });
      return translateStream({ answer, identity, includesUsage, reportDefect });
    };
}

const JSON_BODY = { 'content-type': 'application/json' };
/** No cache on the way may hold a stream back (`text/event-stream` in the HTML standard). */
const EVENT_STREAM = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };

/** Headers that go on; OpenAI's clients show `x-request-id`, which is what feedback goes by. */
const KEPT_HEADERS = [
  'retry-after',
  'x-amzn-requestid',
  'x-should-retry',
  'x-waymark-bedrock-request-id',
  'x-waymark-cap-reset',
];

function keptHeaders(
  headers: Readonly<Record<string, string>>,
  requestId: string,
): Readonly<Record<string, string>> {
  const kept: Record<string, string> = { 'x-request-id': requestId };
  for (const name of KEPT_HEADERS) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
