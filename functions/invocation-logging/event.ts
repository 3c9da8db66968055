import * as z from 'zod/mini';
import { jsonVariable } from '#adapters/environment.ts';
import { LoggingConfig } from '#core/invocation-logging/configuration.ts';

const text = z.string().check(z.minLength(1));

/** Environment of the function; set by the stack. */
export const InvocationLoggingEnvironment = z.object({
  AWS_REGION: text,
  STAGE: text,
  MEMORY_TABLE_NAME: text,
});

/** CloudFormation makes text of every property, so the settings come as text. */
export const ResourceProperties = z.object({
  Mode: z.enum(['adopt', 'manage']),
  Overwrite: z.enum(['true', 'false']),
  /** JSON; with mode `adopt` there is none. */
  LoggingConfig: z.optional(jsonVariable(LoggingConfig)),
});

/** CloudFormation's request to a custom resource (CloudFormation User Guide, "Custom resource request objects"). */
export const ResourceRequest = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: text,
  StackId: text,
  RequestId: text,
  LogicalResourceId: text,
  PhysicalResourceId: z.optional(text),
  ResourceProperties: z.unknown(),
});
export type ResourceRequest = z.infer<typeof ResourceRequest>;

/** An API call that CloudTrail saw, as EventBridge delivers it. */
export const ChangeEvent = z.object({
  source: z.literal('aws.bedrock'),
  detail: z.object({
    eventName: text,
    eventID: z.optional(z.string()),
    userIdentity: z.nullish(z.object({ arn: z.nullish(z.string()) })),
  }),
});
export type ChangeEvent = z.infer<typeof ChangeEvent>;
