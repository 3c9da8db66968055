import { type BedrockAgentClient, ListPromptsCommand } from '@aws-sdk/client-bedrock-agent';
import * as z from 'zod/mini';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { firstOf, mapWide, readPages } from '../pages.ts';
import { factSource, now } from '../source.ts';

const CALL = 'bedrock:ListPrompts';
/** Prompts that are looked into: the share is what counts, and a call each is paid for with time. */
const MAX_PROMPTS = 200;
const MAX_PAGES = 10;
const PARALLEL_CALLS = 5;

const Answer = z.object({
  nextToken: optionalText,
  promptSummaries: listOf(z.object({ id: z.string(), version: optionalText })),
});

/** Prompts in Bedrock Prompt Management, and how many have a numbered version beside their draft. */
export function promptVersions({
  client,
  call,
}: {
  readonly client: BedrockAgentClient;
  readonly call: Call;
}): FactSource<'promptVersions'> {
  const list = (promptIdentifier: string | undefined, signal: AbortSignal) =>
    readPages(MAX_PAGES, async (nextToken) => {
      const command = new ListPromptsCommand({ promptIdentifier, nextToken, maxResults: 100 });
      const answer = await call(CALL, () => client.send(command, { abortSignal: signal }));
      const { promptSummaries: items, nextToken: next } = readAnswer(Answer, answer);
      return { items, next: next ?? undefined };
    });
  return factSource({
    id: 'promptVersions',
    call: CALL,
    query: `ListPrompts, then ListPrompts of each (up to ${MAX_PROMPTS}) for its numbered versions`,
    window: now,
    read: async ({ signal }) => {
      const prompts = await list(undefined, signal);
      const ids = firstOf(
        { ...prompts, items: [...new Set(prompts.items.map(({ id }) => id))] },
        MAX_PROMPTS,
      );
      const versions = await mapWide(ids.items, PARALLEL_CALLS, (id) => list(id, signal));
      const versioned = versions.filter(({ items }) => items.some(({ version }) => isNumbered(version)));
      return {
        prompts: ids.items.length,
        versioned: versioned.length,
        isComplete: ids.isComplete && versions.every(({ isComplete }) => isComplete),
      };
    },
  });
}

const isNumbered = (version: string | null | undefined): boolean => /^\d+$/.test(version ?? '');
