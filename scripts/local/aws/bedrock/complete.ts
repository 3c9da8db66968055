import type { Fault } from './faults.ts';
import { generate } from './generate.ts';
import { assess, type GuardrailReference, guardrailIdOf, type Verdict } from './guardrail/assess.ts';
import type { Pace } from './latency.ts';
import type { ModelReference } from './model-id.ts';
import type { Generation, Prompt, StopReason, ToolUse, Usage } from './prompt.ts';
import type { PromptCache } from './prompt-cache.ts';
import { splitTokens } from './tokens.ts';

/** A guardrail to apply to a call, and how much of it the answer shows. */
export interface GuardrailUse extends GuardrailReference {
  readonly trace: 'disabled' | 'enabled' | 'enabled_full';
}

/** What a guardrail did to a call. */
export interface GuardrailOutcome {
  readonly use: GuardrailUse;
  readonly guardrailId: string;
  readonly input: Verdict;
  /** Absent when the input was blocked: then the model was not asked. */
  readonly output?: Verdict | undefined;
  /** What the model wrote before the guardrail changed it. */
  readonly modelOutput?: string | undefined;
}

/** A finished call, in no provider's shape yet. */
export interface Completion {
  readonly model: ModelReference;
  readonly pieces: readonly string[];
  readonly text: string;
  readonly toolUse?: ToolUse | undefined;
  readonly stopReason: StopReason;
  readonly usage: Usage;
  readonly guardrail?: GuardrailOutcome | undefined;
  readonly pace: Pace;
  readonly faults: readonly Fault[];
}

/** What a call is made of. */
export interface CompletionInput {
  readonly model: ModelReference;
  readonly prompt: Prompt;
  readonly guardrail?: GuardrailUse | undefined;
  readonly pace: Pace;
  readonly faults: readonly Fault[];
  readonly seed: number;
  readonly cache: PromptCache;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** Guards the question, writes the answer, guards the answer, counts the tokens. */
export function complete(input: CompletionInput): Completion {
  const { model, prompt, guardrail, pace, faults, cache, atMs } = input;
  const asked = guardrail && assessInput(prompt, guardrail);
  const base = { model, pace, faults };
  if (guardrail && asked?.action === 'BLOCKED') {
    const outcome = { use: guardrail, guardrailId: guardrailIdOf(guardrail.identifier), input: asked };
    return { ...base, ...intervention(asked), usage: NOTHING_USED, guardrail: outcome };
  }
  const written = generate(prompt, {
    seed: input.seed,
    baseModel: model.baseModel,
    isEmpty: faults.some(({ kind }) => kind === 'empty'),
  });
  const usage = {
    ...cache.countInput(prompt, { baseModel: model.baseModel, atMs }),
    outputTokens: written.outputTokens,
  };
  const text = written.pieces.join('');
  if (!guardrail || !asked) return { ...base, ...written, text, usage };
  const answered = assess({ text, side: 'OUTPUT', guardrail, isFull: isFull(guardrail) });
  return {
    ...base,
    ...guardOutput(written, answered),
    usage,
    guardrail: {
      use: guardrail,
      guardrailId: guardrailIdOf(guardrail.identifier),
      input: asked,
      output: answered,
      modelOutput: text,
    },
  };
}

function assessInput(
  { guardedText: text, isGuardedFromAttacks: withAttacks }: Prompt,
  guardrail: GuardrailUse,
): Verdict {
  return assess({ text, side: 'INPUT', guardrail, isFull: isFull(guardrail), withAttacks });
}

const NOTHING_USED: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
  cacheDetails: [],
};

const isFull = ({ trace }: GuardrailUse): boolean => trace === 'enabled_full';

const intervention = ({ text }: Verdict) => ({
  text,
  pieces: splitTokens(text),
  stopReason: 'guardrail_intervened' as const,
});

function guardOutput(written: Generation, verdict: Verdict) {
  if (verdict.action === 'BLOCKED') return intervention(verdict);
  const pieces = verdict.action === 'NONE' ? written.pieces : splitTokens(verdict.text);
  return { pieces, text: pieces.join(''), toolUse: written.toolUse, stopReason: written.stopReason };
}

/** Duration of the whole call as the model reports it, in milliseconds. */
export function latencyMs({ pace, pieces }: Completion): number {
  return Math.round(pace.firstTokenMs + pace.tokenMs * Math.max(0, pieces.length - 1));
}

/** Whether a fault of this kind was asked for. */
export function hasFault({ faults }: Completion, kind: Fault['kind']): boolean {
  return faults.some((fault) => fault.kind === kind);
}
