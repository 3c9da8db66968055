/** OpenAI's finish reason for each of Converse's stop reasons that has one. */
const FINISH_REASONS: ReadonlyMap<string, string> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  ['guardrail_intervened', 'content_filter'],
  ['content_filtered', 'content_filter'],
]);

/**
 * Why the model stopped, in OpenAI's words. What it has no word for (`malformed_tool_use`, a reason of next year) keeps
 * Converse's: `stop` would say that all is well.
 */
export function toFinishReason(stopReason: string): string {
  return FINISH_REASONS.get(stopReason) ?? stopReason;
}
