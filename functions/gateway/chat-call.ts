import { translateChat } from '#core/openai/chat-request.ts';
import { bodyOf, parseJsonBody } from './body.ts';
import type { CallResult } from './call.ts';
import { lowerCased } from './call-headers.ts';
import { type ChatDoor, createChatDoor } from './chat-answer.ts';
import type { GatewayEvent } from './event.ts';
import { readCall, refuseCall } from './read-call.ts';
import { refusal } from './refusal.ts';
import type { GatewayDependencies, GatewaySettings } from './settings.ts';

/** A chat request as the call that it is to Bedrock, and how its answer goes back. */
export interface ChatCall {
  readonly read: CallResult;
  readonly door: ChatDoor;
}

/** Reads a call of the Chat Completions API: translated, it is a Converse call like any other. */
export async function readChat(event: GatewayEvent, dependencies: GatewayDependencies): Promise<ChatCall> {
  const { settings, clock, sink } = dependencies;
  const body = bodyOf(event);
  const isTooLarge = body.byteLength > settings.maxRequestBytes;
  const chat = translateChat(isTooLarge ? undefined : parseJsonBody(body));
  const door = createChatDoor({
    gatewayRequestId: event.requestContext.requestId,
    created: Math.floor(clock.now() / 1000),
    model: chat.model ?? 'none',
    isStream: chat.isStream,
    includesUsage: chat.status === 'translated' && chat.includesUsage,
    reportDefect: sink.reportDefect,
  });
  const read = isTooLarge
    ? await readCall(event, 'Converse', settings) // which refuses it unread, as it does any such body
    : await readTranslated(event, chat, settings);
  return { read, door };
}

async function readTranslated(
  event: GatewayEvent,
  chat: ReturnType<typeof translateChat>,
  settings: GatewaySettings,
): Promise<CallResult> {
  const operation = chat.isStream ? 'ConverseStream' : 'Converse';
  const named = { ...event, headers: ownHeaders(event), pathParameters: modelParameter(chat.model) };
  if (chat.status === 'translated')
    return readCall({ ...named, body: chat.body, isBase64Encoded: false }, operation, settings, chat.labels);
  const { message, param, code } = chat;
  return refuseCall(named, operation, {
    ...refusal('ValidationException', message),
    detail: { param, code },
  });
}

/** The path parameter that names the model, with `%` escaped as in a path. */
const modelParameter = (model: string | undefined): Readonly<Record<string, string>> =>
  model === undefined ? {} : { modelId: model.replaceAll('%', '%25') };

/** The caller's headers, but for those about a body that was another one. */
function ownHeaders({ headers }: GatewayEvent): Readonly<Record<string, string>> {
  const { accept: _accept, ...kept } = lowerCased(headers ?? {});
  return { ...kept, 'content-type': 'application/json' };
}
