import { type BedrockClient, GetGuardrailCommand, ListGuardrailsCommand } from '@aws-sdk/client-bedrock';
import * as z from 'zod/mini';
import type { EvidenceContext } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from './answer.ts';
import type { Call } from './metered-calls.ts';
import { mapWide, readPages } from './pages.ts';
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
export type ReadGuardrails = (context: EvidenceContext) => Promise<readonly (PinnedFilters | undefined)[]>;

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
  const read = async (guardrailVersion: string, guardrailIdentifier: string, signal: AbortSignal) => {
    const command = new GetGuardrailCommand({ guardrailIdentifier, guardrailVersion });
    const answer = await call(GET_GUARDRAIL, () => client.send(command, { abortSignal: signal }));
    return toFilters(readAnswer(Guardrail, answer));
  };
  return oncePerAssessment(async ({ signal }) => {
    const ready = (await list(undefined, signal)).filter(({ status }) => status === 'READY');
    const ids = [...new Set(ready.map(({ id }) => id))].slice(0, MAX_GUARDRAILS);
    return mapWide(ids, PARALLEL_CALLS, async (id) => {
      const versions = (await list(id, signal)).map(({ version }) => Number(version));
      const newest = Math.max(0, ...versions.filter(Number.isInteger));
      return newest > 0 ? read(String(newest), id, signal) : undefined;
    });
  });
}

function toFilters(guardrail: z.infer<typeof Guardrail>): PinnedFilters {
  const { sensitiveInformationPolicy: sensitive, contextualGroundingPolicy: grounding } = guardrail;
  return {
    sensitiveInformation: [...(sensitive?.piiEntities ?? []), ...(sensitive?.regexes ?? [])].length > 0,
    grounding: (grounding?.filters ?? []).some(({ type }) => type === 'GROUNDING'),
  };
}
