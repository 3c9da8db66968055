import type { Completion, GuardrailUse } from './complete.ts';
import { toConverseAnswer, toConverseEvents } from './converse-answer.ts';
import { readConverse } from './converse-request.ts';
import { encodeEvent } from './frames.ts';
import { readInvoke } from './invoke-model.ts';
import type { ModelReference } from './model-id.ts';
import type { ModelOperation } from './operation.ts';
import type { Prompt } from './prompt.ts';
import type { TimedFrame } from './stream.ts';

/** A call read from its operation's shape, and how to write the answer in the same shape. */
export interface CallForm {
  readonly isStream: boolean;
  readonly prompt: Prompt;
  readonly guardrail: GuardrailUse | undefined;
  readonly toBody: (completion: Completion) => unknown;
  readonly toFrames: (completion: Completion) => readonly TimedFrame[];
  /** The answer as the invocation log shows it. */
  readonly toLogged: (completion: Completion) => unknown;
  /** Headers that the operation adds to a good answer. */
  readonly headers: (completion: Completion) => Readonly<Record<string, string>>;
}

/** What arrived. */
export interface ReceivedCall {
  readonly model: ModelReference;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads a call; throws a validation error when its body does not fit. */
export function readCall(operation: ModelOperation, call: ReceivedCall): CallForm {
  if (operation === 'InvokeModel') return readInvoke(call, { isStream: false });
  if (operation === 'InvokeModelWithResponseStream') return readInvoke(call, { isStream: true });
  const { prompt, guardrail, echoed } = readConverse(call.body);
  return {
    isStream: operation === 'ConverseStream',
    prompt,
    guardrail,
    toBody: (completion) => toConverseAnswer(completion, echoed),
    toFrames: (completion) =>
      toConverseEvents(completion, echoed).map(({ type, payload, token }) => ({
        bytes: encodeEvent(type, payload),
        token,
      })),
    // accounts show a stream put together, as Converse would have answered it
    toLogged: (completion) => toConverseAnswer(completion, echoed),
    headers: () => ({}),
  };
}
