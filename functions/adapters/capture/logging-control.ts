import {
  BedrockClient,
  DeleteModelInvocationLoggingConfigurationCommand,
  GetModelInvocationLoggingConfigurationCommand,
  PutModelInvocationLoggingConfigurationCommand,
  ValidationException,
} from '@aws-sdk/client-bedrock';
import * as z from 'zod/mini';
import { UpstreamError } from '#core/errors.ts';
import { LoggingConfig } from '#core/invocation-logging/configuration.ts';
import type { InvocationLoggingControl } from '#functions/ports.ts';

/** The member is absent while logging is off (unverified). */
const Answer = z.object({ loggingConfig: z.optional(LoggingConfig) });
/** The SDK's type has no `null`, which a configuration that was read and kept may hold. */
const Writable = z.custom<NonNullable<PutInput['loggingConfig']>>((value) => typeof value === 'object');
type PutInput = ConstructorParameters<typeof PutModelInvocationLoggingConfigurationCommand>[0];

/** The Region's configuration over Bedrock's control plane. */
export function createLoggingControl(client = new BedrockClient({})): InvocationLoggingControl {
  return {
    read: async () =>
      Answer.parse(await client.send(new GetModelInvocationLoggingConfigurationCommand({}))).loggingConfig,
    put: async (configuration) => {
      const loggingConfig = Writable.parse(configuration);
      const command = new PutModelInvocationLoggingConfigurationCommand({ loggingConfig });
      await client.send(command).catch((error: unknown) => {
        const message = error instanceof Error ? error.message : 'unknown failure';
        // a role that Bedrock cannot assume yet is a validation error
        const retryable = error instanceof ValidationException;
        throw new UpstreamError(`Bedrock refused the logging configuration: ${message}`, {
          cause: error,
          retryable,
        });
      });
    },
    remove: async () => {
      await client.send(new DeleteModelInvocationLoggingConfigurationCommand({}));
    },
  };
}
