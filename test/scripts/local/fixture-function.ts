import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from '#scripts/local/lambda/definition.ts';

/** A function whose handler is one of the fixture bundle's. */
export function fixtureFunction(
  handler: string,
  overrides: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return {
    logicalId: `Fixture${handler}`,
    name: `fixture-${handler}`,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:fixture-${handler}`,
    folder: fileURLToPath(new URL('../../fixtures/local/bundle', import.meta.url)),
    handler: `index.${handler}`,
    environment: {},
    timeoutSeconds: 10,
    memoryMb: 256,
    reservedConcurrency: undefined,
    logGroupName: `/aws/lambda/fixture-${handler}`,
    logging: { format: 'Text', systemLevel: 'INFO' },
    ...overrides,
  };
}
