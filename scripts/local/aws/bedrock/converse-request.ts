import * as z from 'zod';
import type { GuardrailUse } from './complete.ts';
import { toGuardrail } from './guardrail/reference.ts';
import { OutputConfig, toTextSchema } from './output-config.ts';
import type { Prompt, PromptBlock, Tool } from './prompt.ts';

const Block = z.record(z.string(), z.unknown());
type Block = z.infer<typeof Block>;

const ToolEntry = z.looseObject({
  toolSpec: z
    .looseObject({
      name: z.string(),
      inputSchema: z.looseObject({ json: z.unknown().optional() }).optional(),
    })
    .optional(),
});

const ConverseRequest = z.looseObject({
  messages: z
    .array(z.looseObject({ role: z.enum(['user', 'assistant']), content: z.array(Block).min(1) }))
    .min(1),
  system: z.array(Block).optional(),
  inferenceConfig: z
    .looseObject({ maxTokens: z.int().min(1).optional(), stopSequences: z.array(z.string()).optional() })
    .optional(),
  toolConfig: z
    .looseObject({
      tools: z.array(ToolEntry).min(1),
      toolChoice: z
        .looseObject({ any: z.unknown().optional(), tool: z.looseObject({ name: z.string() }).optional() })
        .optional(),
    })
    .optional(),
  guardrailConfig: z
    .looseObject({
      guardrailIdentifier: z.string(),
      guardrailVersion: z.string(),
      trace: z.enum(['disabled', 'enabled', 'enabled_full']).default('disabled'),
    })
    .optional(),
  outputConfig: OutputConfig.optional(),
  performanceConfig: z.unknown().optional(),
  serviceTier: z.unknown().optional(),
});
type ConverseRequest = z.infer<typeof ConverseRequest>;

/** A Converse or ConverseStream request. */
export interface ConverseCall {
  readonly prompt: Prompt;
  readonly guardrail: GuardrailUse | undefined;
  /** Members that Bedrock repeats in its answer. */
  readonly echoed: Readonly<Record<string, unknown>>;
}

/** Reads a Converse request; throws zod's error when it is none. */
export function readConverse(body: unknown): ConverseCall {
  const request = ConverseRequest.parse(body);
  const { guardrailConfig, performanceConfig, serviceTier } = request;
  return {
    prompt: toPrompt(request),
    guardrail: guardrailConfig && {
      ...toGuardrail(guardrailConfig.guardrailIdentifier, guardrailConfig.guardrailVersion),
      trace: guardrailConfig.trace,
    },
    echoed: {
      ...(performanceConfig === undefined ? {} : { performanceConfig }),
      ...(serviceTier === undefined ? {} : { serviceTier }),
    },
  };
}

function toPrompt({
  messages,
  system = [],
  inferenceConfig,
  toolConfig,
  outputConfig,
}: ConverseRequest): Prompt {
  const last = messages.at(-1);
  const lastUserText = last?.role === 'user' ? textOf(last.content) : '';
  const guarded = [...system, ...messages.flatMap(({ content }) => content)].filter(
    ({ guardContent }) => guardContent,
  );
  const tools: readonly Block[] = toolConfig?.tools ?? [];
  return {
    blocks: withCachePoints([...tools, ...system, ...messages.flatMap(({ content }) => content)]),
    lastUserText,
    guardedText: guarded.length > 0 ? textOf(guarded) : lastUserText,
    maxTokens: inferenceConfig?.maxTokens,
    stopSequences: inferenceConfig?.stopSequences,
    tool: chooseTool(toolConfig),
    textSchema: outputConfig && toTextSchema(outputConfig),
    isToolRequired: toolConfig?.toolChoice?.any !== undefined || toolConfig?.toolChoice?.tool !== undefined,
  };
}

const TextBlock = z.object({ text: z.string() });
const GuardBlock = z.object({ guardContent: z.object({ text: TextBlock }) });

const textOf = (blocks: readonly Block[]): string =>
  blocks
    .map(
      (block) =>
        TextBlock.safeParse(block).data?.text ?? GuardBlock.safeParse(block).data?.guardContent.text.text,
    )
    .filter((text) => text !== undefined)
    .join('\n');

const CachePoint = z.object({ cachePoint: z.object({ ttl: z.enum(['5m', '1h']).default('5m') }) });

/** A cache point is a block of its own and belongs to the one before it. */
function withCachePoints(blocks: readonly Block[]): readonly PromptBlock[] {
  return blocks.flatMap((block, index) => {
    if (CachePoint.safeParse(block).success) return [];
    return [{ value: block, cacheTtl: CachePoint.safeParse(blocks[index + 1]).data?.cachePoint.ttl }];
  });
}

function chooseTool(toolConfig: ConverseRequest['toolConfig']): Tool | undefined {
  const wanted = toolConfig?.toolChoice?.tool?.name;
  const specs = (toolConfig?.tools ?? []).flatMap(({ toolSpec }) => (toolSpec ? [toolSpec] : []));
  const spec = specs.find(({ name }) => name === wanted) ?? specs[0];
  return spec && { name: spec.name, inputSchema: spec.inputSchema?.json };
}
