const among =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);

/**
 * Values that OpenAI's API takes and Converse has nothing for, by the last name of the parameter
 * (`ChatCompletionCreateParams` of `openai` 6.49.0). Refused as `unsupported_value`; a value that is in neither is
 * `invalid_value`.
 */
const OPENAI_ONLY: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['detail', among('low', 'high')],
  ['include_obfuscation', among(true)],
  ['reasoning_effort', among('none', 'minimal')],
  ['role', among('function')],
  ['service_tier', among('scale', 'fast')],
  ['temperature', (value) => typeof value === 'number' && value > 1 && value <= 2],
  ['type', among('input_audio', 'file', 'custom', 'allowed_tools')],
]);

/** Whether a value is one of OpenAI's that Converse cannot express. */
export function isOpenAiValue(param: string, value: unknown): boolean {
  return OPENAI_ONLY.get(param.split('.').at(-1) ?? '')?.(value) ?? false;
}
