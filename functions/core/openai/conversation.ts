import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { parseJson } from '../json/parse-json.ts';
import { ChatInputError } from './chat-input-error.ts';
import { type Block, textBlocks, toBlocks } from './content.ts';
import { notExpressible, readPart } from './read-part.ts';

/** A message in Converse's form. */
export interface ConverseMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly Block[];
}

/** A conversation as Converse wants it: instructions apart, speakers taking turns. */
export interface Conversation {
  readonly system: readonly Block[];
  readonly messages: readonly ConverseMessage[];
  /** Whether tools were called in it: then Converse wants to know the tools. */
  readonly hasToolUse: boolean;
}

const content = z.optional(z.unknown());

const ToolCall = z.strictObject({
  id: z.string(),
  type: z.literal('function'),
  function: z.strictObject({
    name: z.string(),
    arguments: z.string(),
    parsed_arguments: z.optional(z.unknown()), // the openai package adds it to what it hands out: `arguments` once more
  }),
  index: z.optional(z.number()),
});
type ToolCall = z.infer<typeof ToolCall>;

const ChatMessage = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['system', 'developer']), content, name: notExpressible }),
  z.strictObject({ role: z.literal('user'), content, name: notExpressible }),
  z.strictObject({
    role: z.literal('assistant'),
    content,
    name: notExpressible,
    refusal: z.nullish(z.string()),
    tool_calls: z.nullish(z.array(ToolCall)),
    parsed: z.optional(z.unknown()), // the openai package adds it to what it hands out: `content` once more
    annotations: z.nullish(z.array(z.never())),
    audio: notExpressible,
    function_call: notExpressible,
  }),
  z.strictObject({
    role: z.literal('tool'),
    content,
    tool_call_id: z.string(),
    name: z.nullish(z.string()), // LangChain's tool nodes send it; `tool_call_id` says the same
  }),
]);
type ChatMessage = z.infer<typeof ChatMessage>;
type Turn = Exclude<ChatMessage, { role: 'system' | 'developer' }>;

/** Puts a list of chat messages into Converse's form. */
export function toConversation(list: readonly unknown[]): Conversation {
  const messages = list.map((message, index) => readPart(ChatMessage, message, `messages[${index}]`));
  const start = messages.findIndex(isTurn);
  if (start === -1)
    throw new ChatInputError(
      'unsupported_value',
      'messages',
      'Converse wants at least one message of the user.',
    );
  const turns = messages.slice(start).flatMap((message, index) => toTurn(message, start + index));
  if (turns[0]?.role !== 'user')
    throw new ChatInputError(
      'unsupported_value',
      `messages[${start}].role`,
      'a conversation with Converse begins with the user.',
    );
  return {
    system: messages
      .slice(0, start)
      .flatMap((message, index) => toBlocks(message.content, 'text', `messages[${index}].content`)),
    messages: joinTurns(turns),
    hasToolUse: messages.some((message) => message.role === 'tool' || toolCallsOf(message).length > 0),
  };
}

const isTurn = (message: ChatMessage): message is Turn =>
  message.role !== 'system' && message.role !== 'developer';

const toolCallsOf = (message: ChatMessage): readonly ToolCall[] =>
  message.role === 'assistant' ? (message.tool_calls ?? []) : [];

/** None for an assistant that said nothing, as after a filtered answer: the turns around it are the conversation. */
function toTurn(message: ChatMessage, index: number): readonly ConverseMessage[] {
  const place = `messages[${index}]`;
  if (!isTurn(message))
    throw new ChatInputError(
      'unsupported_value',
      `${place}.role`,
      'Converse takes instructions only in front of the conversation. Move it there.',
    );
  const turn = toSpoken(message, place);
  if (turn.content.length > 0) return [turn];
  if (turn.role === 'assistant') return [];
  throw new ChatInputError('unsupported_value', `${place}.content`, 'Converse takes no empty message.');
}

function toSpoken(message: Turn, place: string): ConverseMessage {
  const at = `${place}.content`;
  if (message.role === 'user') return { role: 'user', content: toBlocks(message.content, 'user', at) };
  if (message.role === 'tool') {
    const { tool_call_id: toolUseId, content } = message;
    return { role: 'user', content: [{ toolResult: { toolUseId, content: toBlocks(content, 'text', at) } }] };
  }
  const calls = toolCallsOf(message);
  const said = toBlocks(message.content, 'assistant', at);
  return {
    role: 'assistant',
    content: [
      ...(calls.length > 0 ? said.filter(isFilled) : said),
      ...textBlocks(message.refusal ?? ''),
      ...calls.map((call, index) => toToolUse(call, `${place}.tool_calls[${index}]`)),
    ],
  };
}

/** Blank text beside a tool call is a client's way to say nothing. */
const isFilled = ({ text }: Block): boolean => typeof text !== 'string' || text.trim() !== '';

function toToolUse({ id, function: { name, arguments: written } }: ToolCall, place: string): Block {
  const input = z.safeParse(JsonObject, written.trim() === '' ? {} : parseJson(written));
  if (!input.success)
    throw new ChatInputError(
      'invalid_value',
      `${place}.function.arguments`,
      'expected a JSON object as text.',
    );
  return { toolUse: { toolUseId: id, name, input: input.data } };
}

/** Converse wants the speakers to alternate, and the results of parallel tool calls in one message. */
function joinTurns(turns: readonly ConverseMessage[]): readonly ConverseMessage[] {
  const joined: { role: ConverseMessage['role']; content: Block[] }[] = [];
  for (const { role, content } of turns) {
    const last = joined.at(-1);
    if (last?.role === role) last.content.push(...content);
    else joined.push({ role, content: [...content] });
  }
  return joined;
}
