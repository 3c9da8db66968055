import { translateChat } from '#core/openai/chat-request.ts';
import { bodyOf, parseJsonBody } from './body.ts';
import type { CallResult } from './call.ts';
import { lowerCased } from './call-headers.ts';
import { type ChatDoor, createChatDoor } from './chat-answer.ts';
import type { GatewayEvent } from './event.ts';
import { readCall, refuseCall } from './read-call.ts';
import { refusal } from './refusal.ts';
import type { GatewayDependencies } from './settings.ts';

/** A chat request as the call that it is to Bedrock, and how its answer goes back. */
export interface ChatCall {
  readonly read: CallResult;
  readonly door: ChatDoor;
}

/** Reads a call of the Chat Completions API: translated, it is a Converse call like any other. */
export function readChat(event: GatewayEvent, dependencies: GatewayDependencies): ChatCall {
  const { settings, clock } = dependencies;
  const body = bodyOf(event);
  const isTooLarge = body.byteLength > settings.maxRequestBytes;
  const chat = translateChat(isTooLarge ? {} : parseJsonBody(body));
  const operation = chat.isStream ? 'ConverseStream' : 'Converse';
  const named = { ...event, headers: ownHeaders(event), pathParameters: modelParameter(chat.model) };
  const door = createChatDoor({
    gatewayRequestId: event.requestContext.requestId,
    created: Math.floor(clock.now() / 1000),
    model: chat.model ?? 'none',
    isStream: chat.isStream,
    includesUsage: chat.status === 'translated' && chat.includesUsage,
    reportDefect: dependencies.sink.reportDefect,
  });
  if (isTooLarge) return { read: readCall(named, operation, settings), door };
  if (chat.status === 'translated')
    return {
      read: readCall({ ...named, body: chat.body, isBase64Encoded: false }, operation, settings),
      door,
    };
  const { message, param, code } = chat;
  const reason = { ...refusal('ValidationException', message), detail: { param, code } };
  return { read: refuseCall(named, operation, reason), door };
}

/** The path parameter that names the model, with `%` escaped as in a path. */
const modelParameter = (model: string | undefined): Readonly<Record<string, string>> =>
  model === undefined ? {} : { modelId: model.replaceAll('%', '%25') };

/** The caller's headers, but for those about a body that was another one. */
function ownHeaders({ headers }: GatewayEvent): Readonly<Record<string, string>> {
  const { accept: _accept, ...kept } = lowerCased(headers ?? {});
  return { ...kept, 'content-type': 'application/json' };
}
