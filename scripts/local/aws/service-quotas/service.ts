import * as z from 'zod';
import { createJsonService, operation } from '../json-protocol.ts';
import { pageOf } from '../paging.ts';
import { type Service, ServiceError } from '../wire.ts';

/** A quota of Bedrock. */
export interface ServiceQuotaSetup {
  readonly name: string;
  readonly value: number;
}

/** What Service Quotas knows of an account. */
export interface ServiceQuotasSetup {
  /** @default [] */
  readonly serviceQuotas?: readonly ServiceQuotaSetup[] | undefined;
}

const ListRequest = z.object({
  ServiceCode: z.string().min(1).max(63),
  MaxResults: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** Service Quotas: what an account may use of Bedrock. */
export function createServiceQuotas({ serviceQuotas = [] }: ServiceQuotasSetup): Service {
  return createJsonService({
    contentType: 'application/x-amz-json-1.1',
    operations: {
      ListServiceQuotas: operation(
        ListRequest,
        ({ ServiceCode: service, MaxResults: size, NextToken: token }) => {
          if (service !== 'bedrock')
            throw new ServiceError(
              'NoSuchResourceException',
              `The embedded AWS has no quotas of ${service}.`,
            );
          const { items, nextToken } = pageOf(serviceQuotas, {
            size,
            token,
            invalidToken: 'InvalidPaginationTokenException',
          });
          return {
            Quotas: items.map(({ name, value }) => ({
              ServiceCode: 'bedrock',
              ServiceName: 'Amazon Bedrock',
              QuotaName: name,
              Value: value,
            })),
            ...(nextToken !== undefined && { NextToken: nextToken }),
          };
        },
      ),
    },
  });
}
