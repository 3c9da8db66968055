import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import * as z from 'zod/mini';
import type { QuotaReader } from '#functions/outlook-ports.ts';
import { listOf, optionalText, readAnswer } from './evidence/answer.ts';
import { type ClientOptions, clientConfiguration } from './evidence/clients.ts';
import { cutShort, EvidenceFailure, toUnknown } from './evidence/failure.ts';
import { readPages } from './evidence/pages.ts';

const CALL = 'servicequotas:ListServiceQuotas';
/** Bedrock has several hundred quotas, a hundred to a page. */
const MAX_PAGES = 30;

const Answer = z.object({
  NextToken: optionalText,
  Quotas: listOf(z.object({ QuotaName: optionalText, Value: z.nullish(z.number()) })),
});

/** Quotas as they hold for the account (`ListServiceQuotas`); one that has no applied value is not in the list. */
export function createQuotaReader(options: ClientOptions): QuotaReader {
  const client = new ServiceQuotasClient(clientConfiguration(options));
  return {
    read: async (abortSignal) => {
      try {
        const { items, isComplete } = await readPages(MAX_PAGES, async (NextToken) => {
          const command = new ListServiceQuotasCommand({
            ServiceCode: 'bedrock',
            NextToken,
            MaxResults: 100,
          });
          const answer = await client.send(command, { abortSignal });
          const { Quotas: items, NextToken: next } = readAnswer(Answer, answer);
          return { items, next: next ?? undefined };
        });
        if (!isComplete) throw new EvidenceFailure(cutShort(CALL, MAX_PAGES), undefined);
        const quotas = items.flatMap(({ QuotaName: name, Value: value }) =>
          name && value != null && value > 0 ? [{ name, value }] : [],
        );
        return { status: 'known', quotas };
      } catch (error) {
        return toUnknown(error, CALL);
      }
    },
  };
}
