import { replacePayload } from '#adapters/event-stream.ts';
import { observeInvokeModel } from '#core/bedrock/invoke-model.ts';
import { observeInvokeRequest } from '#core/bedrock/invoke-request.ts';
import { createInvokeStreamObserver } from '#core/bedrock/invoke-stream.ts';
import { removeMember } from '#core/json/members.ts';
import { parseJsonBody } from './body.ts';
import type { CallReader } from './call-reader.ts';
import { cutMember } from './cut-member.ts';

const TRACE = ['amazon-bedrock-trace'] as const;

const decodeBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

/** Reads InvokeModel and InvokeModelWithResponseStream, whose bodies are those of the model's provider. */
export const invokeReader: CallReader = {
  observeRequest: observeInvokeRequest,
  observe: (body, headers) => observeInvokeModel(parseJsonBody(body), headers),
  withoutTrace: (body) => cutMember(body, TRACE),
  observeStream: () => createInvokeStreamObserver(decodeBase64),
  frameWithoutTrace: (frame, { payload }) => {
    const chunk = parseJsonBody(payload);
    if (typeof chunk !== 'object' || chunk === null || !('bytes' in chunk) || typeof chunk.bytes !== 'string')
      return frame;
    const text = decodeBase64(chunk.bytes);
    const without = text.includes(TRACE[0]) ? removeMember(text, TRACE) : text;
    if (without === text) return frame;
    const bytes = Buffer.from(without, 'utf8').toString('base64');
    return replacePayload(frame, JSON.stringify({ ...chunk, bytes }));
  },
};
