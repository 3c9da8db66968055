import { InvalidInputError } from '../errors.ts';

/** OpenAI's words for what is wrong with a parameter (`error.code`). */
export type ChatInputCode =
  | 'invalid_value'
  | 'missing_required_parameter'
  | 'unknown_parameter'
  | 'unsupported_parameter'
  | 'unsupported_value';

/** A Chat Completions request that cannot be put into Converse's words. Names the parameter, never its value. */
export class ChatInputError extends InvalidInputError {
  /** Name with the way to it, for example `messages[2].content`. */
  readonly param: string;
  readonly reason: ChatInputCode;

  constructor(reason: ChatInputCode, param: string, explanation: string) {
    super(`${OPENINGS[reason]} '${param}': ${explanation}`);
    this.param = param;
    this.reason = reason;
  }
}

const OPENINGS = {
  invalid_value: 'Invalid value for',
  missing_required_parameter: 'Missing required parameter',
  unknown_parameter: 'Unknown parameter',
  unsupported_parameter: 'Unsupported parameter',
  unsupported_value: 'Unsupported value for',
} as const satisfies Record<ChatInputCode, string>;
