import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Comparison } from './comparison.ts';

/** Who am I. */
export const SECURITY_TOKEN: readonly Comparison[] = [
  {
    name: 'GetCallerIdentity',
    call: (aws) => new STSClient({ ...aws, maxAttempts: 1 }).send(new GetCallerIdentityCommand({})),
    free: ['Account'],
  },
];
