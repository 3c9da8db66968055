import { InvalidInputError } from '../errors.ts';

/**
 * How a refusal of each code begins: OpenAI's words for what is wrong with a parameter (`error.code`), as public
 * recordings of its API show them.
 */
const OPENINGS = {
  decimal_above_max_value: (param) => `Invalid '${param}': decimal above maximum value.`,
  decimal_below_min_value: (param) => `Invalid '${param}': decimal below minimum value.`,
  empty_array: (param) => `Invalid '${param}': empty array.`,
  empty_string: (param) => `Invalid '${param}': empty string.`,
  integer_below_min_value: (param) => `Invalid '${param}': integer below minimum value.`,
  invalid_type: (param) => `Invalid type for '${param}':`,
  /** Nobody's value. One that OpenAI knows and Converse does not is `unsupported_value`. */
  invalid_value: (param) => `Invalid value for '${param}':`,
  missing_required_parameter: (param) => `Missing required parameter: '${param}'.`,
  object_above_max_properties: (param) => `Invalid '${param}': too many properties.`,
  unknown_parameter: (param) => `Unknown parameter: '${param}'.`,
  unsupported_parameter: (param) => `Unsupported parameter: '${param}' is not supported here.`,
  unsupported_value: (param) => `Unsupported value for '${param}':`,
} as const satisfies Record<string, (param: string) => string>;

export type ChatInputCode = keyof typeof OPENINGS;

/** A Chat Completions request that cannot be put into Converse's words. Names the parameter, never a text in it. */
export class ChatInputError extends InvalidInputError {
  /** Name with the way to it, for example `messages[2].content`. */
  readonly param: string;
  readonly reason: ChatInputCode;

  /** @param explanation what is expected, or why it cannot be; a sentence or its end, as the opening leaves off */
  constructor(reason: ChatInputCode, param: string, explanation: string) {
    const opening = OPENINGS[reason](param);
    const rest = opening.endsWith('.')
      ? explanation.charAt(0).toUpperCase() + explanation.slice(1)
      : explanation;
    super(`${opening} ${rest}`);
    this.param = param;
    this.reason = reason;
  }
}
