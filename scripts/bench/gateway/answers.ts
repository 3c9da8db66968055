import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import { GUARDRAIL_ID } from './traffic.ts';

const SENTENCES = [
  'I am sorry that your parcel is late.',
  'Nine days without a scan usually mean that a label could not be read at a sorting centre.',
  'Please check first whether the address in your order is complete and correct.',
  'Then open a search request on the page of the carrier, with the tracking number and a short description of the box.',
  'If nothing has been found after three working days, write to us again and we will send the goods once more or refund you.',
] as const;
const USAGE = { inputTokens: 58, outputTokens: 112, totalTokens: 170 };
const TRACE = {
  guardrail: {
    inputAssessment: {
      [GUARDRAIL_ID]: {
        invocationMetrics: {
          guardrailProcessingLatency: 212,
          usage: {
            topicPolicyUnits: 0,
            contentPolicyUnits: 1,
            wordPolicyUnits: 0,
            sensitiveInformationPolicyUnits: 1,
          },
          guardrailCoverage: { textCharacters: { guarded: 98, total: 98 } },
        },
      },
    },
  },
};

/** Answer of Converse, about 1.1 KB, with the trace of a guardrail that found nothing. */
export const CONVERSE_ANSWER = Buffer.from(
  JSON.stringify({
    output: { message: { role: 'assistant', content: [{ text: SENTENCES.join(' ') }] } },
    stopReason: 'end_turn',
    usage: USAGE,
    metrics: { latencyMs: 431 },
    trace: TRACE,
  }),
);

/** Pieces of text that an answer is streamed in. */
const STREAM_DELTAS = 20;

/** Frames of the ConverseStream answer with the same text. */
export function converseFrames(): readonly Buffer[] {
  return [
    toFrame('messageStart', { role: 'assistant' }),
    ...toPieces(SENTENCES.join(' '), STREAM_DELTAS).map((text) =>
      toFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } }),
    ),
    toFrame('contentBlockStop', { contentBlockIndex: 0 }),
    toFrame('messageStop', { stopReason: 'end_turn' }),
    toFrame('metadata', { usage: USAGE, metrics: { latencyMs: 431 }, trace: TRACE }),
  ];
}

/** Cuts a text into `count` pieces of nearly the same length. */
function toPieces(text: string, count: number): readonly string[] {
  const cut = (index: number): number => Math.round((index * text.length) / count);
  return Array.from({ length: count }, (_, index) => text.slice(cut(index), cut(index + 1)));
}

const codec = new EventStreamCodec(toUtf8, fromUtf8);

function toFrame(eventType: string, payload: object): Buffer {
  const text = (value: string) => ({ type: 'string' as const, value });
  const headers = {
    ':event-type': text(eventType),
    ':content-type': text('application/json'),
    ':message-type': text('event'),
  };
  return Buffer.from(codec.encode({ headers, body: fromUtf8(JSON.stringify(payload)) }));
}
