import type {
  DataSourceStatus,
  IngestionJobStatus,
  KnowledgeBaseStatus,
} from '@aws-sdk/client-bedrock-agent';
import * as z from 'zod';
import { pageOf } from '../paging.ts';
import { type Route, route } from '../rest-json.ts';
import { ServiceError } from '../wire.ts';
import { PageRequest } from './page-request.ts';

/** A data source of a knowledge base. */
export interface DataSourceSetup {
  /** Ten upper-case letters and digits. */
  readonly id: string;
  readonly name: string;
  /** @default 'AVAILABLE' */
  readonly status?: DataSourceStatus | undefined;
  /**
   * How its syncs ended, the oldest first.
   * @default ['COMPLETE']
   */
  readonly syncs?: readonly IngestionJobStatus[] | undefined;
}

/** A knowledge base. */
export interface KnowledgeBaseSetup {
  /** Ten upper-case letters and digits. */
  readonly id: string;
  readonly name: string;
  /** @default 'ACTIVE' */
  readonly status?: KnowledgeBaseStatus | undefined;
  /** @default [] */
  readonly dataSources?: readonly DataSourceSetup[] | undefined;
}

const Id = z.string().regex(/^[0-9a-zA-Z]{10}$/);
/** The one filter that the API has. */
const StatusFilter = z.object({
  attribute: z.literal('STATUS'),
  operator: z.literal('EQ'),
  values: z.array(z.string()).min(1).max(10),
});

const UPDATED_AT = '2026-01-01T00:00:00.000Z';

/** ListKnowledgeBases, ListDataSources and ListIngestionJobs. */
export function knowledgeBaseRoutes(knowledgeBases: readonly KnowledgeBaseSetup[]): readonly Route[] {
  return [
    route({
      operation: 'ListKnowledgeBases',
      method: 'POST',
      path: /^\/knowledgebases\/?$/,
      input: PageRequest,
      run: ({ maxResults, nextToken }) => {
        const { items, ...next } = pageOf(knowledgeBases.map(toSummary), {
          size: maxResults,
          token: nextToken,
        });
        return { knowledgeBaseSummaries: items, ...next };
      },
    }),
    route({
      operation: 'ListDataSources',
      method: 'POST',
      path: /^\/knowledgebases\/(?<knowledgeBaseId>[^/]+)\/datasources\/?$/,
      input: PageRequest.extend({ knowledgeBaseId: Id }),
      run: ({ knowledgeBaseId, maxResults, nextToken }) => {
        const listed = listDataSources(knowledgeBases, knowledgeBaseId);
        const { items, ...next } = pageOf(listed, { size: maxResults, token: nextToken });
        return { dataSourceSummaries: items, ...next };
      },
    }),
    route({
      operation: 'ListIngestionJobs',
      method: 'POST',
      path: /^\/knowledgebases\/(?<knowledgeBaseId>[^/]+)\/datasources\/(?<dataSourceId>[^/]+)\/ingestionjobs\/?$/,
      input: PageRequest.extend({
        knowledgeBaseId: Id,
        dataSourceId: Id,
        filters: z.array(StatusFilter).default([]),
      }),
      run: ({ maxResults, nextToken, ...request }) => {
        const listed = listJobs(knowledgeBases, request);
        const { items, ...next } = pageOf(listed, { size: maxResults, token: nextToken });
        return { ingestionJobSummaries: items, ...next };
      },
    }),
  ];
}

const toSummary = ({ id, name, status = 'ACTIVE' }: KnowledgeBaseSetup) => ({
  knowledgeBaseId: id,
  name,
  status,
  updatedAt: UPDATED_AT,
});

function findDataSources(knowledgeBases: readonly KnowledgeBaseSetup[], knowledgeBaseId: string) {
  const found = knowledgeBases.find(({ id }) => id === knowledgeBaseId);
  if (!found) throw notFound('knowledge base');
  return found.dataSources ?? [];
}

const notFound = (what: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `The ${what} does not exist.`, { status: 404 });

function listJobs(
  knowledgeBases: readonly KnowledgeBaseSetup[],
  request: {
    readonly knowledgeBaseId: string;
    readonly dataSourceId: string;
    readonly filters: readonly z.infer<typeof StatusFilter>[];
  },
) {
  const { knowledgeBaseId, dataSourceId, filters } = request;
  const found = findDataSources(knowledgeBases, knowledgeBaseId).find(({ id }) => id === dataSourceId);
  if (!found) throw notFound('data source');
  return (found.syncs ?? (['COMPLETE'] as const))
    .map((status, index) => ({
      knowledgeBaseId,
      dataSourceId,
      ingestionJobId: `SYNC${String(index + 1).padStart(6, '0')}`,
      status,
      startedAt: UPDATED_AT,
      updatedAt: UPDATED_AT,
    }))
    .filter(({ status }) => filters.every(({ values }) => values.includes(status)));
}

function listDataSources(knowledgeBases: readonly KnowledgeBaseSetup[], knowledgeBaseId: string) {
  return findDataSources(knowledgeBases, knowledgeBaseId).map(({ id, name, status = 'AVAILABLE' }) => ({
    knowledgeBaseId,
    dataSourceId: id,
    name,
    status,
    updatedAt: UPDATED_AT,
  }));
}
