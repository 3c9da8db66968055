import {
  type BedrockAgentClient,
  ListDataSourcesCommand,
  ListIngestionJobsCommand,
  ListKnowledgeBasesCommand,
} from '@aws-sdk/client-bedrock-agent';
import * as z from 'zod/mini';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { firstOf, mapWide, readPages } from '../pages.ts';
import { factSource, now } from '../source.ts';

const LIST_BASES = 'bedrock:ListKnowledgeBases';
const LIST_SOURCES = 'bedrock:ListDataSources';
const LIST_JOBS = 'bedrock:ListIngestionJobs';
const MAX_PAGES = 10;
/** Knowledge bases whose data sources are looked at. */
const MAX_BASES = 100;
const MAX_SOURCE_PAGES = 2;
const PARALLEL_CALLS = 5;

const Bases = z.object({
  nextToken: optionalText,
  knowledgeBaseSummaries: listOf(z.object({ knowledgeBaseId: z.string(), status: optionalText })),
});
const Sources = z.object({
  nextToken: optionalText,
  dataSourceSummaries: listOf(z.object({ dataSourceId: z.string(), status: optionalText })),
});
const Jobs = z.object({ ingestionJobSummaries: listOf(z.object({ status: optionalText })) });

/** Knowledge bases that are active, and those of them with an available data source of which a sync completed. */
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
  const listSources = (knowledgeBaseId: string, signal: AbortSignal) =>
    readPages(MAX_SOURCE_PAGES, async (nextToken) => {
      const command = new ListDataSourcesCommand({ knowledgeBaseId, nextToken, maxResults: 100 });
      const answer = await call(LIST_SOURCES, () => client.send(command, { abortSignal: signal }));
      const { dataSourceSummaries: items, nextToken: next } = readAnswer(Sources, answer);
      return { items, next: next ?? undefined };
    });
  const wasSynced = async (
    source: { knowledgeBaseId: string; dataSourceId: string },
    signal: AbortSignal,
  ) => {
    const filters = [{ attribute: 'STATUS' as const, operator: 'EQ' as const, values: ['COMPLETE'] }];
    const command = new ListIngestionJobsCommand({ ...source, filters, maxResults: 1 });
    const answer = await call(LIST_JOBS, () => client.send(command, { abortSignal: signal }));
    return readAnswer(Jobs, answer).ingestionJobSummaries.some(({ status }) => status === 'COMPLETE');
  };
  /** One after the other: the first that was synced is enough. */
  const lookInto = async (knowledgeBaseId: string, signal: AbortSignal) => {
    const sources = await listSources(knowledgeBaseId, signal);
    for (const { dataSourceId, status } of sources.items)
      if (status === 'AVAILABLE' && (await wasSynced({ knowledgeBaseId, dataSourceId }, signal)))
        return { hasData: true, isComplete: true };
    return { hasData: false, isComplete: sources.isComplete };
  };
  return factSource({
    id: 'knowledgeBases',
    call: LIST_BASES,
    query:
      'ListKnowledgeBases with status ACTIVE, then ListDataSources of each with status AVAILABLE, then ListIngestionJobs of these with STATUS EQ COMPLETE',
    window: now,
    read: async ({ signal }) => {
      const bases = await listBases(signal);
      const active = bases.items.filter(({ status }) => status === 'ACTIVE');
      const looked = firstOf({ ...bases, items: active }, MAX_BASES);
      const answers = await mapWide(looked.items, PARALLEL_CALLS, ({ knowledgeBaseId }) =>
        lookInto(knowledgeBaseId, signal),
      );
      return {
        active: looked.items.length,
        withData: answers.filter(({ hasData }) => hasData).length,
        isComplete: looked.isComplete && answers.every(({ isComplete }) => isComplete),
      };
    },
  });
}
