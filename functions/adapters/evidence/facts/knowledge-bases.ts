import {
  type BedrockAgentClient,
  ListDataSourcesCommand,
  ListKnowledgeBasesCommand,
} from '@aws-sdk/client-bedrock-agent';
import * as z from 'zod/mini';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { mapWide, readPages } from '../pages.ts';
import { factSource } from '../source.ts';

const LIST_BASES = 'bedrock:ListKnowledgeBases';
const LIST_SOURCES = 'bedrock:ListDataSources';
const MAX_PAGES = 10;
/** Knowledge bases whose data sources are looked at. */
const MAX_BASES = 100;
const PARALLEL_CALLS = 5;

const Bases = z.object({
  nextToken: optionalText,
  knowledgeBaseSummaries: listOf(z.object({ knowledgeBaseId: z.string(), status: optionalText })),
});
const Sources = z.object({ dataSourceSummaries: listOf(z.object({ status: optionalText })) });

/** Knowledge bases that are active, and those of them with an available data source. */
export function knowledgeBases({
  client,
  call,
}: {
  readonly client: BedrockAgentClient;
  readonly call: Call;
}): FactSource<'knowledgeBases'> {
  const listBases = (signal: AbortSignal) =>
    readPages(MAX_PAGES, async (nextToken) => {
      const command = new ListKnowledgeBasesCommand({ nextToken, maxResults: 100 });
      const answer = await call(LIST_BASES, () => client.send(command, { abortSignal: signal }));
      const { knowledgeBaseSummaries: items, nextToken: next } = readAnswer(Bases, answer);
      return { items, next: next ?? undefined };
    });
  const hasData = async (knowledgeBaseId: string, signal: AbortSignal): Promise<boolean> => {
    const command = new ListDataSourcesCommand({ knowledgeBaseId, maxResults: 100 });
    const answer = await call(LIST_SOURCES, () => client.send(command, { abortSignal: signal }));
    return readAnswer(Sources, answer).dataSourceSummaries.some(({ status }) => status === 'AVAILABLE');
  };
  return factSource({
    id: 'knowledgeBases',
    call: LIST_BASES,
    query: 'ListKnowledgeBases with status ACTIVE, then ListDataSources of each with status AVAILABLE',
    read: async ({ signal }) => {
      const active = (await listBases(signal))
        .filter(({ status }) => status === 'ACTIVE')
        .slice(0, MAX_BASES);
      const answers = await mapWide(active, PARALLEL_CALLS, ({ knowledgeBaseId }) =>
        hasData(knowledgeBaseId, signal),
      );
      return { active: active.length, withData: answers.filter(Boolean).length };
    },
  });
}
