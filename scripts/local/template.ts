import type { RestApiDefinition } from './api-gateway/definition.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './aws/credentials.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import { readAssembly } from './template/assembly.ts';
import { readFunctions } from './template/functions.ts';
import { createResourceReader } from './template/resources.ts';
import { readRestApi } from './template/rest-api.ts';
import {
  type GuardrailDefinition,
  readGuardrails,
  readSecrets,
  readTables,
  type SecretDefinition,
  type TableDefinition,
} from './template/stores.ts';

/** Everything the local runner takes from the synthesised template. */
export interface LocalTemplate {
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
  readonly functions: readonly FunctionDefinition[];
  readonly api: RestApiDefinition;
  readonly tables: readonly TableDefinition[];
  readonly secrets: readonly SecretDefinition[];
  readonly guardrails: readonly GuardrailDefinition[];
}

/** Reads a cloud assembly. Throws `ConfigurationError` naming the logical id of what it does not know. */
export function loadTemplate(assemblyFolder: string): LocalTemplate {
  const assembly = readAssembly(assemblyFolder);
  const region = assembly.region ?? LOCAL_REGION;
  const reader = createResourceReader(assembly, {
    stackName: assembly.stackName,
    accountId: LOCAL_ACCOUNT,
    region,
  });
  return {
    stackName: assembly.stackName,
    accountId: LOCAL_ACCOUNT,
    region,
    functions: readFunctions(reader),
    api: readRestApi(reader),
    tables: readTables(reader),
    secrets: readSecrets(reader),
    guardrails: readGuardrails(reader),
  };
}
