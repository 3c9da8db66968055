import { devNull } from 'node:os';
import { principalOf } from './function-principal.ts';
import type { FunctionDefinition } from './lambda/definition.ts';

/** Services whose endpoint is named for itself, besides the one for all. */
const SERVICES = [
  'BEDROCK_RUNTIME',
  'CLOUDWATCH',
  'CLOUDWATCH_LOGS',
  'DYNAMODB',
  'SECRETS_MANAGER',
  'STS',
] as const;

/**
 * The whole environment of a function: the template's variables and what Lambda adds. Every AWS endpoint is the
 * embedded one and no configuration file of this machine is read, so that nothing can leave it.
 */
export function functionVariables(
  definition: FunctionDefinition,
  { endpoint, region }: { readonly endpoint: string; readonly region: string },
): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey } = principalOf(definition);
  return {
    ...definition.environment,
    ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: definition.logging.format,
    ...(definition.logging.format === 'JSON' && { AWS_LAMBDA_LOG_LEVEL: 'INFO' }),
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroupName,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    LAMBDA_TASK_ROOT: definition.folder,
    _HANDLER: definition.handler,
  };
}
