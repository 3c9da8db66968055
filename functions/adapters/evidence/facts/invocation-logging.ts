import { type BedrockClient, GetModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import * as z from 'zod/mini';
import type { FactSource } from '#functions/ports.ts';
import { optionalText, readAnswer } from '../answer.ts';
import type { Call } from '../metered-calls.ts';
import { factSource, now } from '../source.ts';

const CALL = 'bedrock:GetModelInvocationLoggingConfiguration';

const Answer = z.object({
  // absent while logging is off (unverified)
  loggingConfig: z.nullish(
    z.object({
      cloudWatchConfig: z.nullish(z.object({ logGroupName: optionalText })),
      s3Config: z.nullish(z.object({ bucketName: optionalText })),
      textDataDeliveryEnabled: z.nullish(z.boolean()),
    }),
  ),
});

/** Whether Bedrock logs its invocations in this Region, with text, and where to. */
export function invocationLogging({
  client,
  call,
}: {
  readonly client: BedrockClient;
  readonly call: Call;
}): FactSource<'invocationLogging'> {
  return factSource({
    id: 'invocationLogging',
    call: CALL,
    query: 'GetModelInvocationLoggingConfiguration of the Region',
    window: now,
    read: async ({ signal }) => {
      const command = new GetModelInvocationLoggingConfigurationCommand({});
      const answer = await call(CALL, () => client.send(command, { abortSignal: signal }));
      const { loggingConfig } = readAnswer(Answer, answer);
      const destinations = [
        ...(loggingConfig?.cloudWatchConfig?.logGroupName ? (['cloudwatch'] as const) : []),
        ...(loggingConfig?.s3Config?.bucketName ? (['s3'] as const) : []),
      ];
      const isEnabled = destinations.length > 0;
      // a flag that was left out stands for true (third-party sources agree; unverified)
      const isTextDelivered = isEnabled && loggingConfig?.textDataDeliveryEnabled !== false;
      return { isEnabled, isTextDelivered, destinations };
    },
  });
}
