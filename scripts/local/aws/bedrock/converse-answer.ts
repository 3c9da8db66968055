import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { type Completion, type GuardrailOutcome, hasFault, latencyMs } from './complete.ts';
import { padding, type TimedEvent } from './frames.ts';
import type { Usage } from './prompt.ts';

type Json = Readonly<Record<string, unknown>>;

// Bedrock joins a few tokens into one event.
const TOKENS_PER_EVENT = 4;

/** The body of a Converse answer. */
export function toConverseAnswer(completion: Completion, echoed: Json): Json {
  return {
    metrics: { latencyMs: latencyMs(completion) },
    output: { message: { content: toContent(completion), role: 'assistant' } },
    stopReason: completion.stopReason,
    ...toUsageMember(completion),
    ...toTraceMember(completion),
    ...echoed,
  };
}

function toContent({ text, toolUse }: Completion): readonly Json[] {
  const isTextNeeded = text !== '' || !toolUse;
  return [...(isTextNeeded ? [{ text }] : []), ...(toolUse ? [{ toolUse }] : [])];
}

/** The events of a ConverseStream answer. */
export function toConverseEvents(completion: Completion, echoed: Json): readonly TimedEvent[] {
  const { pieces, toolUse, stopReason } = completion;
  const last = Math.max(0, pieces.length - 1);
  const event = (type: string, token: number, payload: Json): TimedEvent => ({
    type,
    token,
    payload: { ...payload, p: padding(token) },
  });
  return [
    event('messageStart', 0, { role: 'assistant' }),
    ...toTextEvents(pieces, event),
    ...(toolUse ? toToolEvents(toolUse, { index: pieces.length > 0 ? 1 : 0, token: last, event }) : []),
    event('messageStop', last, { stopReason }),
    event('metadata', last, {
      metrics: { latencyMs: latencyMs(completion) },
      ...toUsageMember(completion),
      ...toTraceMember(completion),
      ...echoed,
    }),
  ];
}

type EventMaker = (type: string, token: number, payload: Json) => TimedEvent;

function toTextEvents(pieces: readonly string[], event: EventMaker): readonly TimedEvent[] {
  const starts = Array.from(
    { length: Math.ceil(pieces.length / TOKENS_PER_EVENT) },
    (_, at) => at * TOKENS_PER_EVENT,
  );
  const deltas = starts.map((start) => {
    const text = pieces.slice(start, start + TOKENS_PER_EVENT).join('');
    return event('contentBlockDelta', start, { contentBlockIndex: 0, delta: { text } });
  });
  const end = event('contentBlockStop', Math.max(0, pieces.length - 1), { contentBlockIndex: 0 });
  return deltas.length > 0 ? [...deltas, end] : [];
}

function toToolEvents(
  { toolUseId, name, input }: NonNullable<Completion['toolUse']>,
  { index, token, event }: { readonly index: number; readonly token: number; readonly event: EventMaker },
): readonly TimedEvent[] {
  const written = JSON.stringify(input);
  const half = Math.ceil(written.length / 2);
  const delta = (part: string): TimedEvent =>
    event('contentBlockDelta', token, { contentBlockIndex: index, delta: { toolUse: { input: part } } });
  return [
    event('contentBlockStart', token, { contentBlockIndex: index, start: { toolUse: { toolUseId, name } } }),
    delta(written.slice(0, half)),
    delta(written.slice(half)),
    event('contentBlockStop', token, { contentBlockIndex: index }),
  ];
}

function toUsageMember(completion: Completion): Json {
  if (hasFault(completion, 'no-usage')) return {};
  if (hasFault(completion, 'bad-usage'))
    return { usage: { inputTokens: -1, outputTokens: 'many', totalTokens: 1e308 } };
  return { usage: toConverseUsage(completion.usage) };
}

/** `usage` as Converse writes it: cache members only when the prompt has a cache point. */
export function toConverseUsage(usage: Usage): Json {
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens, cacheDetails } = usage;
  const cached = cacheReadInputTokens + cacheWriteInputTokens;
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens + cached,
    ...(cached > 0 ? { cacheReadInputTokens, cacheWriteInputTokens } : {}),
    ...(cacheDetails.length > 0 ? { cacheDetails } : {}),
  };
}

const ROUTED_MODEL = `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:inference-profile/us.amazon.nova-lite-v1:0`;

function toTraceMember({ guardrail, model }: Completion): Json {
  const trace = {
    ...(guardrail && guardrail.use.trace !== 'disabled' ? { guardrail: toGuardrailTrace(guardrail) } : {}),
    ...(model.isPromptRouter ? { promptRouter: { invokedModelId: ROUTED_MODEL } } : {}),
  };
  return Object.keys(trace).length > 0 ? { trace } : {};
}

function toGuardrailTrace({ guardrailId, input, output, modelOutput }: GuardrailOutcome): Json {
  const actions = [input.action, output?.action];
  return {
    ...(modelOutput === undefined ? {} : { modelOutput: [modelOutput] }),
    inputAssessment: { [guardrailId]: input.assessment },
    ...(output ? { outputAssessments: { [guardrailId]: [output.assessment] } } : {}),
    actionReason: actionReason(actions),
  };
}

/** The sentence that says what a guardrail did. */
export function actionReason(actions: readonly (string | undefined)[]): string {
  if (actions.includes('BLOCKED')) return 'Guardrail blocked.';
  return actions.includes('ANONYMIZED') ? 'Guardrail masked.' : 'No action.';
}
