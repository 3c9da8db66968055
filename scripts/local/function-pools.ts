import { ConfigurationError } from '#core/errors.ts';
import type { EmbeddedAws } from './aws/server.ts';
import { functionVariables } from './function-variables.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { createFunctionMeter } from './lambda/function-meter.ts';
import { createFunctionPool, type FunctionPool } from './lambda/pool.ts';
import { workerCode } from './lambda/worker-code.ts';
import type { LogBook } from './log-book.ts';
import type { LocalTemplate } from './template.ts';

/** All functions of a stack. */
export interface FunctionPools {
  /** Throws when the template has no such function. */
  readonly find: (arn: string) => FunctionPool;
  /** Resolves when no function runs. */
  readonly settled: () => Promise<void>;
  /** Ends all environments; the next invocations start new ones. */
  readonly recycle: () => Promise<void>;
}

/** What functions run with. */
export interface FunctionPoolsOptions {
  readonly aws: EmbeddedAws;
  readonly logBook: LogBook;
  /** Variables that replace those of the template, by role. */
  readonly overrides: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export async function createFunctionPools(
  { functions, region }: LocalTemplate,
  { aws, logBook, overrides }: FunctionPoolsOptions,
): Promise<FunctionPools> {
  const code = await workerCode();
  const create = (definition: FunctionDefinition): FunctionPool => {
    const source = roleOf(definition);
    const { logGroupName } = definition;
    return createFunctionPool({
      definition,
      variables: {
        ...functionVariables(definition, { endpoint: aws.endpoint, region }),
        ...overrides[source],
      },
      workerCode: code,
      meter: createFunctionMeter(definition.name, aws.openMetric),
      onLog: ({ logStreamName, message }) => {
        aws.ingestLogEvent({ logGroupName, logStreamName, timestampMs: Date.now(), message });
        logBook.write({ source, message });
      },
    });
  };
  const pools = new Map(functions.map((definition) => [definition.arn, create(definition)]));
  return {
    find: (arn) => {
      const pool = pools.get(arn);
      if (!pool) throw new ConfigurationError(`The template refers to ${arn}, which is no function of it.`);
      return pool;
    },
    settled: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.settled()));
    },
    recycle: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.recycle()));
    },
  };
}

/** A function's role as it calls itself in logs and metrics. */
function roleOf({ environment, logicalId }: FunctionDefinition): string {
  return environment.POWERTOOLS_SERVICE_NAME ?? logicalId;
}
