import { existsSync } from 'node:fs';
import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { ResourceReader, TypedResource } from './resources.ts';

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Role: z.string().optional(),
  PackageType: z.literal('Zip').optional(),
  Runtime: z.templateLiteral(['nodejs', z.number(), '.x']),
  Timeout: z.number().int().positive().default(3),
  MemorySize: z.number().int().positive().default(128),
  ReservedConcurrentExecutions: z.number().int().nonnegative().optional(),
  Environment: z
    .object({ Variables: z.record(z.string(), z.string()).default({}) })
    .default({ Variables: {} }),
  LoggingConfig: z
    .object({
      LogGroup: z.string().optional(),
      LogFormat: z.enum(['Text', 'JSON']).default('Text'),
      SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).default('INFO'),
      ApplicationLogLevel: z.literal('INFO').optional(), // the only one the local runner knows
    })
    .prefault({}),
});

/** The Node.js functions whose bundle is an asset of this assembly. */
export function readFunctions(reader: ResourceReader): readonly FunctionDefinition[] {
  return reader
    .all('AWS::Lambda::Function', FunctionProperties)
    .map((resource) => toDefinition(resource, reader));
}

function toDefinition(
  { logicalId, properties }: TypedResource<z.infer<typeof FunctionProperties>>,
  reader: ResourceReader,
): FunctionDefinition {
  const { ref: name, attributes } = reader.physicalIdOf(logicalId);
  const { LoggingConfig: logging } = properties;
  const folder = reader.assembly.assetFolder(properties.Code.S3Key);
  if (folder === undefined || !existsSync(folder))
    throw new ConfigurationError(
      `The bundle of ${logicalId} (${properties.Code.S3Key}) is missing; delete build/local and start again.`,
    );
  return {
    logicalId,
    name,
    arn: attributes.Arn ?? name,
    roleArn: properties.Role,
    folder,
    handler: properties.Handler,
    environment: properties.Environment.Variables,
    timeoutSeconds: properties.Timeout,
    memoryMb: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    logGroupName: logging.LogGroup ?? `/aws/lambda/${name}`,
    logging: { format: logging.LogFormat, systemLevel: logging.SystemLogLevel },
  };
}
