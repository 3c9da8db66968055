/** One part of what the model reads: a tool, a system block, a message block. */
export interface PromptBlock {
  readonly value: unknown;
  /** Set when the prompt up to and including this block is to be cached. */
  readonly cacheTtl?: '5m' | '1h' | undefined;
}

/** A tool the model may ask for. */
export interface Tool {
  readonly name: string;
  /** JSON schema of its input. */
  readonly inputSchema: unknown;
}

/** A request in any provider's shape, reduced to what the local model needs. */
export interface Prompt {
  /** In the order the model reads: tools, system, messages. */
  readonly blocks: readonly PromptBlock[];
  readonly lastUserText: string;
  /** What a guardrail looks at: the users' words, or the parts marked as guard content when there are any. */
  readonly guardedText: string;
  /**
   * Whether a guardrail looks for prompt attacks in it.
   * @default true
   */
  readonly isGuardedFromAttacks?: boolean | undefined;
  readonly maxTokens?: number | undefined;
  readonly stopSequences?: readonly string[] | undefined;
  /** The tool to use when the text or the request asks for one. */
  readonly tool?: Tool | undefined;
  /** JSON schema that the text has to fit. */
  readonly textSchema?: unknown;
  /** Set when the request leaves the model no choice. */
  readonly isToolRequired?: boolean | undefined;
}

/** Token counts as Bedrock reports them; `inputTokens` leaves the cached ones out. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  readonly cacheDetails: readonly { readonly ttl: '5m' | '1h'; readonly inputTokens: number }[];
}

/** Why the model stopped, in Converse's words. */
export type StopReason =
  | 'end_turn'
  | 'tool_use'
  | 'max_tokens'
  | 'stop_sequence'
  | 'guardrail_intervened'
  | 'malformed_tool_use';

/** A use of a tool that the model asks for. */
export interface ToolUse {
  readonly toolUseId: string;
  readonly name: string;
  readonly input: unknown;
}

/** What the model wrote. */
export interface Generation {
  /** The text in the pieces in which it is streamed, one token each. */
  readonly pieces: readonly string[];
  readonly toolUse?: ToolUse | undefined;
  readonly stopReason: StopReason;
  readonly outputTokens: number;
}
