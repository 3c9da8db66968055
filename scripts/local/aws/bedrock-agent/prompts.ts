import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { pageOf } from '../paging.ts';
import { route } from '../rest-json.ts';
import { ServiceError } from '../wire.ts';
import { PageRequest } from './page-request.ts';

/** A prompt of Prompt Management with its working draft and its numbered versions. */
export interface PromptSetup {
  /** Ten letters and digits. */
  readonly id: string;
  readonly name: string;
  /** ISO 8601. @default '2026-01-01T00:00:00.000Z' */
  readonly createdAt?: string | undefined;
  /**
   * When version 1, 2, … was made, ISO 8601.
   * @default []
   */
  readonly versions?: readonly string[] | undefined;
}

const Identifier = z
  .string()
  .regex(
    /^(?:[0-9a-zA-Z]{10}|arn:aws(?:-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:prompt\/[0-9a-zA-Z]{10}(?::[0-9]{1,5})?)$/,
    'The prompt identifier is invalid.',
  );

/** ListPrompts: all drafts, or one prompt's draft and versions; AWS's order of versions is unverified. */
export const listPrompts = (prompts: readonly PromptSetup[]) =>
  route({
    operation: 'ListPrompts',
    method: 'GET',
    path: /^\/prompts\/?$/,
    input: PageRequest.extend({ promptIdentifier: Identifier.optional() }),
    run: ({ promptIdentifier: identifier, maxResults, nextToken }) => {
      const listed =
        identifier === undefined ? prompts.map(toDraft) : listVersions(find(prompts, identifier));
      const { items, ...next } = pageOf(listed, { size: maxResults, token: nextToken });
      return { promptSummaries: items, ...next };
    },
  });

function find(prompts: readonly PromptSetup[], identifier: string): PromptSetup {
  const id = identifier.split('/').at(-1)?.split(':')[0];
  const found = prompts.find((prompt) => prompt.id === id);
  if (!found)
    throw new ServiceError('ResourceNotFoundException', 'The prompt does not exist.', { status: 404 });
  return found;
}

const FIRST_DAY = '2026-01-01T00:00:00.000Z';

function toDraft({ id, name, createdAt = FIRST_DAY }: PromptSetup) {
  const arn = `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:prompt/${id}`;
  return { id, name, arn, version: 'DRAFT', createdAt, updatedAt: createdAt };
}

function listVersions(prompt: PromptSetup) {
  const draft = toDraft(prompt);
  const versions = (prompt.versions ?? []).map((madeAt, at) => ({
    ...draft,
    arn: `${draft.arn}:${at + 1}`,
    version: String(at + 1),
    createdAt: madeAt,
    updatedAt: madeAt,
  }));
  return [draft, ...versions];
}
