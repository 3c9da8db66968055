import type { GetGuardrailResponse, GuardrailStatus } from '@aws-sdk/client-bedrock';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { pageOf } from '../paging.ts';
import { type Route, route } from '../rest-json.ts';
import { ServiceError } from '../wire.ts';

/** What a guardrail looks for, in the shape of GetGuardrail. */
export type GuardrailPolicies = Pick<
  GetGuardrailResponse,
  | 'topicPolicy'
  | 'contentPolicy'
  | 'wordPolicy'
  | 'sensitiveInformationPolicy'
  | 'contextualGroundingPolicy'
  | 'automatedReasoningPolicy'
>;

/** A guardrail with its working draft and its numbered versions. */
export interface GuardrailSetup {
  /** Lower-case letters and digits. */
  readonly id: string;
  readonly name: string;
  /** @default 'READY' */
  readonly status?: GuardrailStatus | undefined;
  readonly draft: GuardrailPolicies;
  /**
   * Policies of version 1, 2, …
   * @default []
   */
  readonly versions?: readonly GuardrailPolicies[] | undefined;
  /** @default - an AWS owned key */
  readonly kmsKeyArn?: string | undefined;
  /** @default '2026-01-01T00:00:00.000Z' */
  readonly createdAt?: string | undefined;
}

const DRAFT = 'DRAFT';

const Identifier = z
  .string()
  .regex(
    /^(?:[a-z0-9]+|arn:aws(?:-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail\/[a-z0-9]+)$/,
    'The guardrail identifier is invalid.',
  );

const ListRequest = z.object({
  guardrailIdentifier: Identifier.optional(),
  maxResults: z.coerce.number().int().min(1).max(1_000).default(1_000),
  nextToken: z.string().optional(),
});

const GetRequest = z.object({
  guardrailIdentifier: Identifier,
  guardrailVersion: z
    .string()
    .regex(/^(?:[1-9][0-9]{0,7}|DRAFT)$/)
    .default(DRAFT),
});

/** ListGuardrails and GetGuardrail. */
export function guardrailRoutes(guardrails: readonly GuardrailSetup[]): readonly Route[] {
  return [
    route({
      operation: 'ListGuardrails',
      method: 'GET',
      path: /^\/guardrails$/,
      input: ListRequest,
      run: ({ guardrailIdentifier: id, maxResults, nextToken }) => {
        const listed =
          id === undefined
            ? guardrails.map((guardrail) => toSummary(guardrail, DRAFT))
            : listVersions(find(guardrails, id));
        const { items, ...next } = pageOf(listed, { size: maxResults, token: nextToken });
        return { guardrails: items, ...next };
      },
    }),
    route({
      operation: 'GetGuardrail',
      method: 'GET',
      path: /^\/guardrails\/(?<guardrailIdentifier>[^/]+)$/,
      input: GetRequest,
      run: ({ guardrailIdentifier, guardrailVersion }) =>
        toDetail(find(guardrails, guardrailIdentifier), guardrailVersion),
    }),
  ];
}

function find(guardrails: readonly GuardrailSetup[], identifier: string): GuardrailSetup {
  const found = guardrails.find(({ id }) => id === identifier.split('/').at(-1));
  if (!found) throw notFound();
  return found;
}

const notFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', 'The guardrail or its version does not exist.', {
    status: 404,
  });

/** The draft first, then the numbered versions; AWS's order is unverified. */
const listVersions = (guardrail: GuardrailSetup) =>
  [DRAFT, ...(guardrail.versions ?? []).map((_, at) => String(at + 1))].map((version) =>
    toSummary(guardrail, version),
  );

function toSummary({ id, name, status = 'READY', createdAt = FIRST_DAY }: GuardrailSetup, version: string) {
  return { id, arn: arnOf(id), name, status, version, createdAt, updatedAt: createdAt };
}

const FIRST_DAY = '2026-01-01T00:00:00.000Z';

const arnOf = (id: string): string => `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:guardrail/${id}`;

const BLOCKED_MESSAGE = 'Sorry, the model cannot answer this question.';

function toDetail(guardrail: GuardrailSetup, version: string) {
  const policies = version === DRAFT ? guardrail.draft : guardrail.versions?.[Number(version) - 1];
  if (!policies) throw notFound();
  const { id, arn, ...summary } = toSummary(guardrail, version);
  return {
    ...summary,
    ...policies,
    guardrailId: id,
    guardrailArn: arn,
    blockedInputMessaging: BLOCKED_MESSAGE,
    blockedOutputsMessaging: BLOCKED_MESSAGE,
    kmsKeyArn: guardrail.kmsKeyArn,
  };
}
