import { createHash } from 'node:crypto';
import { findMarkers, type Marker } from './markers.ts';
import type { Generation, Prompt, ToolUse } from './prompt.ts';
import { createRandom, type Random } from './random.ts';
import { sampleOf } from './schema-sample.ts';
import { countValueTokens, splitTokens } from './tokens.ts';

// No word is longer than six letters: each is exactly one token.
const WORDS =
  'a the this that and then but so we you it they one two few most each first last next new small large clear plain open short long true good light field road river stone paper table window letter answer model call trace signal value count limit time day week city river team work test plan step path line point is was has gives takes needs shows keeps moves turns holds finds starts ends'.split(
    ' ',
  );

const SENTENCE_WORDS = { fewest: 6, spread: 9 };
const DEFAULT_TOKENS = { fewest: 20, spread: 60 };

/** Writes the answer: the same seed, model and prompt always give the same text. */
export function generate(
  prompt: Prompt,
  options: { readonly seed: number; readonly baseModel: string; readonly isEmpty: boolean },
): Generation {
  const { seed, baseModel, isEmpty } = options;
  const key = `${seed}\n${baseModel}\n${JSON.stringify(prompt.blocks)}`;
  const random = createRandom(key);
  const markers = findMarkers(prompt.lastUserText);
  const pieces = isEmpty ? [] : writePieces(prompt, markers, random);
  const toolUse = useTool(prompt, { markers, key, random });
  if (toolUse) return withTool(pieces.slice(0, 12), toolUse, markers);
  return cutAtLimit(cutAtStopSequence(pieces, prompt.stopSequences ?? []), prompt.maxTokens);
}

function writePieces({ textSchema }: Prompt, markers: readonly Marker[], random: Random): readonly string[] {
  if (textSchema !== undefined) return splitTokens(JSON.stringify(sampleOf(textSchema, random)));
  const given = markers.find(({ name }) => name === 'answer');
  if (given) return splitTokens(given.argument);
  const wanted = Number(markers.find(({ name }) => name === 'tokens')?.argument);
  const drawn = DEFAULT_TOKENS.fewest + Math.floor(random() * DEFAULT_TOKENS.spread);
  return writeSentences(Number.isInteger(wanted) && wanted >= 0 ? wanted : drawn, random);
}

function writeSentences(tokens: number, random: Random): readonly string[] {
  const pieces: string[] = [];
  let leftInSentence = 0;
  while (pieces.length < tokens) {
    const isFirst = leftInSentence === 0;
    if (isFirst) leftInSentence = SENTENCE_WORDS.fewest + Math.floor(random() * SENTENCE_WORDS.spread);
    const word = WORDS[Math.floor(random() * WORDS.length)] ?? 'a';
    leftInSentence -= 1;
    const isLast = leftInSentence === 0 || pieces.length === tokens - 1;
    if (isLast && !isFirst) leftInSentence = 0;
    pieces.push(
      isLast && !isFirst ? '.' : `${pieces.length === 0 ? '' : ' '}${isFirst ? capitalise(word) : word}`,
    );
  }
  return pieces;
}

const capitalise = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const isMarked = (markers: readonly Marker[], name: string, argument: string): boolean =>
  markers.some((marker) => marker.name === name && marker.argument.trim() === argument);

function useTool(
  { tool, isToolRequired = false }: Prompt,
  {
    markers,
    key,
    random,
  }: { readonly markers: readonly Marker[]; readonly key: string; readonly random: Random },
): ToolUse | undefined {
  if (!tool || !(isToolRequired || markers.some(({ name }) => name === 'tool'))) return undefined;
  const id = createHash('sha256').update(key).digest('base64url').slice(0, 22);
  return { toolUseId: `tooluse_${id}`, name: tool.name, input: sampleOf(tool.inputSchema, random) };
}

function withTool(pieces: readonly string[], toolUse: ToolUse, markers: readonly Marker[]): Generation {
  const isMalformed = isMarked(markers, 'tool', 'malformed');
  return {
    pieces,
    toolUse: isMalformed ? undefined : toolUse,
    stopReason: isMalformed ? 'malformed_tool_use' : 'tool_use',
    outputTokens: pieces.length + countValueTokens(toolUse.input) + 1,
  };
}

function cutAtStopSequence(
  pieces: readonly string[],
  stopSequences: readonly string[],
): { readonly pieces: readonly string[]; readonly isStopped: boolean } {
  const text = pieces.join('');
  const ends = stopSequences.map((sequence) => text.indexOf(sequence)).filter((at) => at >= 0);
  if (ends.length === 0) return { pieces, isStopped: false };
  return { pieces: splitTokens(text.slice(0, Math.min(...ends))), isStopped: true };
}

function cutAtLimit(
  { pieces, isStopped }: { readonly pieces: readonly string[]; readonly isStopped: boolean },
  maxTokens: number = Number.POSITIVE_INFINITY,
): Generation {
  const isCut = pieces.length > maxTokens;
  return {
    pieces: isCut ? pieces.slice(0, maxTokens) : pieces,
    stopReason: isCut ? 'max_tokens' : isStopped ? 'stop_sequence' : 'end_turn',
    outputTokens: Math.min(pieces.length, maxTokens),
  };
}
