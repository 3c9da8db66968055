import { type BedrockClient, GetGuardrailCommand, ListGuardrailsCommand } from '@aws-sdk/client-bedrock';
import * as z from 'zod/mini';
import type { EvidenceContext } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from './answer.ts';
import type { Call } from './metered-calls.ts';
import { firstOf, type Listing, mapWide, readPages } from './pages.ts';
import { oncePerAssessment } from './source.ts';

/** IAM action that guardrails are found with. */
export const LIST_GUARDRAILS = 'bedrock:ListGuardrails';
const GET_GUARDRAIL = 'bedrock:GetGuardrail';
const MAX_PAGES = 10;
/** Guardrails that are looked into. */
const MAX_GUARDRAILS = 100;
const PARALLEL_CALLS = 5;

const Guardrails = z.object({
  nextToken: optionalText,
  guardrails: listOf(z.object({ id: z.string(), status: optionalText, version: optionalText })),
});
const filters = listOf(z.object({ type: optionalText }));
const Guardrail = z.object({
  sensitiveInformationPolicy: z.nullish(
    z.object({ piiEntities: filters, regexes: listOf(z.object({ name: optionalText })) }),
  ),
  contextualGroundingPolicy: z.nullish(z.object({ filters })),
});

/** What a guardrail's newest numbered version filters; callers can pin no draft. */
export interface PinnedFilters {
  readonly sensitiveInformation: boolean;
  readonly grounding: boolean;
}

/** One entry per guardrail that is ready; `undefined` for one without a numbered version. */
export type ReadGuardrails = (context: EvidenceContext) => Promise<Listing<PinnedFilters | undefined>>;

/** Guardrails, read once for the facts that speak of them. */
export function createGuardrails({
  client,
  call,
}: {
  readonly client: BedrockClient;
  readonly call: Call;
}): ReadGuardrails {
  const list = (guardrailIdentifier: string | undefined, signal: AbortSignal) =>
    readPages(MAX_PAGES, async (nextToken) => {
      const command = new ListGuardrailsCommand({ guardrailIdentifier, nextToken, maxResults: 100 });
      const answer = await call(LIST_GUARDRAILS, () => client.send(command, { abortSignal: signal }));
      const { guardrails: items, nextToken: next } = readAnswer(Guardrails, answer);
      return { items, next: next ?? undefined };
    });
  const readVersion = async (guardrailVersion: string, guardrailIdentifier: string, signal: AbortSignal) => {
    const command = new GetGuardrailCommand({ guardrailIdentifier, guardrailVersion });
    const answer = await call(GET_GUARDRAIL, () => client.send(command, { abortSignal: signal }));
    return toFilters(readAnswer(Guardrail, answer));
  };
  return oncePerAssessment(async ({ signal }) => {
    const guardrails = await list(undefined, signal);
    const ready = guardrails.items.filter(({ status }) => status === 'READY');
    const ids = firstOf({ ...guardrails, items: [...new Set(ready.map(({ id }) => id))] }, MAX_GUARDRAILS);
    const read = await mapWide(ids.items, PARALLEL_CALLS, async (id) => {
      const versions = await list(id, signal);
      const newest = Math.max(
        0,
        ...versions.items.map(({ version }) => Number(version)).filter(Number.isInteger),
      );
      const filters = newest > 0 ? await readVersion(String(newest), id, signal) : undefined;
      return { filters, isComplete: versions.isComplete };
    });
    return {
      items: read.map(({ filters }) => filters),
      isComplete: ids.isComplete && read.every(({ isComplete }) => isComplete),
    };
  });
}

function toFilters(guardrail: z.infer<typeof Guardrail>): PinnedFilters {
  const { sensitiveInformationPolicy: sensitive, contextualGroundingPolicy: grounding } = guardrail;
  return {
    sensitiveInformation: [...(sensitive?.piiEntities ?? []), ...(sensitive?.regexes ?? [])].length > 0,
    grounding: (grounding?.filters ?? []).some(({ type }) => type === 'GROUNDING'),
  };
}
