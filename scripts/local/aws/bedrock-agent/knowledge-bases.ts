import type { DataSourceStatus, KnowledgeBaseStatus } from '@aws-sdk/client-bedrock-agent';
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

const UPDATED_AT = '2026-01-01T00:00:00.000Z';

/** ListKnowledgeBases and ListDataSources. */
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
      input: PageRequest.extend({ knowledgeBaseId: z.string().regex(/^[0-9a-zA-Z]{10}$/) }),
      run: ({ knowledgeBaseId, maxResults, nextToken }) => {
        const listed = listDataSources(knowledgeBases, knowledgeBaseId);
        const { items, ...next } = pageOf(listed, { size: maxResults, token: nextToken });
        return { dataSourceSummaries: items, ...next };
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

function listDataSources(knowledgeBases: readonly KnowledgeBaseSetup[], knowledgeBaseId: string) {
  const found = knowledgeBases.find(({ id }) => id === knowledgeBaseId);
  if (!found)
    throw new ServiceError('ResourceNotFoundException', 'The knowledge base does not exist.', {
      status: 404,
    });
  return (found.dataSources ?? []).map(({ id, name, status = 'AVAILABLE' }) => ({
    knowledgeBaseId,
    dataSourceId: id,
    name,
    status,
    updatedAt: UPDATED_AT,
  }));
}
