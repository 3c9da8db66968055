import * as z from 'zod';

/** API Gateway's longest time for a buffered answer, and its default. */
const DEFAULT_INTEGRATION_TIMEOUT_MS = 29_000;

/** Time an authorizer's answer is kept unless the template says otherwise. */
const DEFAULT_AUTHORIZER_CACHE_SECONDS = 300;

export const RestApiProperties = z.object({
  Name: z.string().optional(),
  BinaryMediaTypes: z.tuple([z.literal('*/*')], 'must be ["*/*"]: bodies are passed on byte for byte'),
});
export const StageProperties = z.object({
  StageName: z.string(),
  Variables: z.record(z.string(), z.string()).default({}),
  AccessLogSetting: z.object({ DestinationArn: z.string(), Format: z.string() }).optional(),
  MethodSettings: z
    .array(
      z.object({
        HttpMethod: z.string(),
        ResourcePath: z.string(),
        ThrottlingRateLimit: z.number().optional(),
        ThrottlingBurstLimit: z.number().optional(),
      }),
    )
    .default([]),
});
export const ResourceProperties = z.object({ ParentId: z.string(), PathPart: z.string() });
export const MethodProperties = z.object({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  AuthorizationType: z.enum(
    ['NONE', 'CUSTOM'],
    "must be NONE or CUSTOM: the local runner serves auth: 'keys'",
  ),
  AuthorizerId: z.string().optional(),
  Integration: z.object({
    Type: z.literal('AWS_PROXY'),
    Uri: z.string(),
    ResponseTransferMode: z.enum(['STREAM', 'BUFFERED']).default('BUFFERED'),
    TimeoutInMillis: z.number().default(DEFAULT_INTEGRATION_TIMEOUT_MS),
  }),
});
export const AuthorizerProperties = z.object({
  Type: z.literal('REQUEST'),
  AuthorizerUri: z.string(),
  IdentitySource: z.string(),
  AuthorizerResultTtlInSeconds: z.number().default(DEFAULT_AUTHORIZER_CACHE_SECONDS),
});
export const GatewayResponseProperties = z.object({
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: z.record(z.string(), z.string()).default({}),
  ResponseTemplates: z.record(z.string(), z.string()).default({}),
});

export type StageProperties = z.infer<typeof StageProperties>;
export type MethodProperties = z.infer<typeof MethodProperties>;
export type AuthorizerProperties = z.infer<typeof AuthorizerProperties>;
export type GatewayResponseProperties = z.infer<typeof GatewayResponseProperties>;
