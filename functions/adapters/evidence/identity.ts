import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import type { IdentitySource } from '#functions/ports.ts';
import { readAnswer } from './answer.ts';
import { EvidenceFailure } from './failure.ts';
import type { Call } from './metered-calls.ts';

const Identity = z.object({ Account: z.string(), Arn: z.string() });

/** Who the credentials belong to. STS asks for no permission. */
export function createIdentitySource({
  client,
  call,
}: {
  readonly client: STSClient;
  readonly call: Call;
}): IdentitySource {
  return {
    caller: async () => {
      const ask = () => client.send(new GetCallerIdentityCommand({}));
      const answer = await call('sts:GetCallerIdentity', ask).catch((error: unknown) => {
        throw error instanceof EvidenceFailure ? error.cause : error; // whoever started this needs the SDK's own error
      });
      const { Account: accountId, Arn: arn } = readAnswer(Identity, answer);
      return { accountId, arn };
    },
  };
}
