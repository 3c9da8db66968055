import * as z from 'zod';
import { operation } from './json-protocol.ts';
import { createQueryService } from './query-protocol.ts';
import type { Service } from './wire.ts';

/** Security Token Service: who the caller is. */
export function createSecurityTokenService(): Service {
  return createQueryService({
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    invalidInputCode: 'ValidationError',
    operations: {
      GetCallerIdentity: operation(z.object({}), (_, { arn }) => ({
        Arn: arn,
        UserId: arn.includes(':user/') ? 'AIDALOCAL' : `AROALOCAL:${arn.split('/').at(-1)}`,
        Account: arn.split(':')[4],
      })),
    },
  });
}
