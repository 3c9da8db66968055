import type { LoggingConfig } from '@aws-sdk/client-bedrock';
import * as z from 'zod';
import { route } from '../rest-json.ts';

/** Model invocation logging that is on. */
export interface InvocationLoggingSetup {
  readonly config: LoggingConfig;
  /**
   * Whether the records arrive: with `false` every call counts as a failed delivery, as when the role has lost its rights.
   * @default true
   */
  readonly isDelivering?: boolean | undefined;
}

/** GetModelInvocationLoggingConfiguration; that the member is absent when logging is off is unverified. */
export const getInvocationLogging = (setup: InvocationLoggingSetup | undefined) =>
  route({
    operation: 'GetModelInvocationLoggingConfiguration',
    method: 'GET',
    path: /^\/logging\/modelinvocations$/,
    input: z.object({}),
    run: () => (setup ? { loggingConfig: setup.config } : {}),
  });
