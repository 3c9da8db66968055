import { replacePayload } from '#adapters/event-stream.ts';
import {
  createConverseStreamObserver,
  observeConverse,
  observeConverseRequest,
} from '#core/bedrock/converse.ts';
import { removeMember } from '#core/json/members.ts';
import { parseJsonBody } from './body.ts';
import type { CallReader } from './call-reader.ts';
import { cutMember } from './cut-member.ts';

const TRACE = ['trace', 'guardrail'] as const;

/** Reads Converse and ConverseStream. */
export const converseReader: CallReader = {
  observeRequest: observeConverseRequest,
  observe: (body) => observeConverse(parseJsonBody(body)),
  withoutTrace: (body) => cutMember(body, TRACE),
  observeStream: createConverseStreamObserver,
  frameWithoutTrace: (frame, { type, payload }) => {
    if (type !== 'metadata') return frame;
    const without = removeMember(payload, TRACE);
    return without === payload ? frame : replacePayload(frame, without);
  },
};
