import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { ChatInputError } from './chat-input-error.ts';
import { readPart } from './read-part.ts';

const Tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: z.string().check(z.minLength(1)),
    description: z.nullish(z.string()),
    parameters: z.nullish(JsonObject),
    strict: z.nullish(z.boolean()),
  }),
});
const Tools = z.nullish(z.array(z.discriminatedUnion('type', [Tool])));

const NamedTool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({ name: z.string() }),
});
const NamedChoice = z.discriminatedUnion('type', [NamedTool]);
const ChoiceWord = z.enum(['none', 'auto', 'required']);

/** OpenAI's meaning of a function without `parameters`: it takes none. */
const NO_PARAMETERS = { type: 'object', properties: {} } as const;

/** Converse's `toolConfig`. */
export interface ToolConfig {
  readonly tools: readonly Readonly<Record<string, unknown>>[];
  readonly toolChoice?: Readonly<Record<string, unknown>> | undefined;
}

interface ToolParameters {
  readonly tools?: unknown;
  readonly tool_choice?: unknown;
}

/**
 * `tools` and `tool_choice` as Converse's `toolConfig`, which has no word for `none`: the tools are left out instead.
 *
 * @param hasToolUse whether tools were called in the conversation: then Converse wants to know them
 */
export function toToolConfig(
  { tools: given, tool_choice: choice }: ToolParameters,
  hasToolUse: boolean,
): ToolConfig | undefined {
  const tools = readPart(Tools, given, 'tools') ?? [];
  const names = tools.map((tool) => tool.function.name);
  const toolChoice = toToolChoice(choice, names);
  if (hasToolUse && (tools.length === 0 || toolChoice === 'none')) throw missingTools(tools.length === 0);
  if (tools.length === 0 || toolChoice === 'none') return undefined;
  return { tools: tools.map(toToolSpec), ...(toolChoice && { toolChoice }) };
}

function missingTools(isMissing: boolean): ChatInputError {
  return isMissing
    ? new ChatInputError(
        'missing_required_parameter',
        'tools',
        'Converse wants the tools of a conversation in which tools were called.',
      )
    : new ChatInputError(
        'unsupported_value',
        'tool_choice',
        'Converse cannot forbid tools in a conversation in which tools were called.',
      );
}

function toToolSpec({ function: { name, description, parameters, strict } }: z.infer<typeof Tool>) {
  return {
    toolSpec: {
      name,
      ...(description ? { description } : {}),
      inputSchema: { json: parameters ?? NO_PARAMETERS },
      ...(strict ? { strict } : {}),
    },
  };
}

function toToolChoice(choice: unknown, names: readonly string[]): 'none' | ToolConfig['toolChoice'] {
  if (choice === undefined || choice === null) return undefined;
  if (typeof choice !== 'string') return toNamedChoice(choice, names);
  const word = readPart(ChoiceWord, choice, 'tool_choice');
  if (word === 'required' && names.length === 0)
    throw new ChatInputError('invalid_value', 'tool_choice', 'it needs tools to choose from.');
  return { none: 'none' as const, auto: { auto: {} }, required: { any: {} } }[word];
}

function toNamedChoice(choice: unknown, names: readonly string[]): ToolConfig['toolChoice'] {
  const { name } = readPart(NamedChoice, choice, 'tool_choice').function;
  if (names.includes(name)) return { tool: { name } };
  throw new ChatInputError('invalid_value', 'tool_choice', 'expected the name of one of the tools.');
}
