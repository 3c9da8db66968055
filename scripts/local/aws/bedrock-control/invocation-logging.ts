import type { LoggingConfig } from '@aws-sdk/client-bedrock';
import * as z from 'zod';
import { type Route, route } from '../rest-json.ts';
import { ServiceError } from '../wire.ts';

/** Model invocation logging that is on. */
export interface InvocationLoggingSetup {
  readonly config: LoggingConfig;
  /**
   * Whether the records arrive: with `false` every call counts as a failed delivery, as when the role has lost its rights.
   * @default true
   */
  readonly isDelivering?: boolean | undefined;
}

/** The one configuration of the Region, as it stands now. */
export interface InvocationLogging {
  readonly current: () => InvocationLoggingSetup | undefined;
  readonly set: (config: LoggingConfig | undefined) => void;
}

/** Keeps the configuration, beginning with that of the account. */
export function createInvocationLogging(setup: InvocationLoggingSetup | undefined): InvocationLogging {
  let current = setup;
  return {
    current: () => current,
    set: (config) => {
      current = config && { config };
    },
  };
}

const PATH = /^\/logging\/modelinvocations$/;
const Place = z.looseObject({ bucketName: z.string().min(3) });
const Config = z
  .looseObject({
    cloudWatchConfig: z
      .looseObject({
        logGroupName: z.string().min(1),
        roleArn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/),
        largeDataDeliveryS3Config: Place.optional(),
      })
      .optional(),
    s3Config: Place.optional(),
  })
  .refine(({ cloudWatchConfig, s3Config }) => cloudWatchConfig !== undefined || s3Config !== undefined);
const Writable = z.custom<LoggingConfig>((value) => Config.safeParse(value).success);

/** Reads, writes and deletes the configuration; that the member is absent when logging is off is unverified. */
export const invocationLoggingRoutes = (
  { current, set }: InvocationLogging,
  hasLogGroup: (name: string) => boolean,
): readonly Route[] => [
  route({
    operation: 'GetModelInvocationLoggingConfiguration',
    method: 'GET',
    path: PATH,
    input: z.object({}),
    run: () => {
      const setup = current();
      return setup ? { loggingConfig: setup.config } : {};
    },
  }),
  route({
    operation: 'PutModelInvocationLoggingConfiguration',
    method: 'PUT',
    path: PATH,
    input: z.object({ loggingConfig: Writable }),
    run: ({ loggingConfig }) => {
      const name = loggingConfig.cloudWatchConfig?.logGroupName;
      // that AWS looks at the group is unverified; here a name that is wrong must not go unnoticed
      if (name !== undefined && !hasLogGroup(name))
        throw new ServiceError('ValidationException', `There is no log group ${name}.`);
      set(loggingConfig);
    },
  }),
  route({
    operation: 'DeleteModelInvocationLoggingConfiguration',
    method: 'DELETE',
    path: PATH,
    input: z.object({}),
    run: () => set(undefined),
  }),
];
