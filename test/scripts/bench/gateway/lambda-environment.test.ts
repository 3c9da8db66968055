import { describe, expect, it } from 'vitest';
import { lambdaEnvironment } from '#scripts/bench/gateway/lambda-environment.ts';
import { findOne, synthesise } from '../../../infra/support.ts';

const { Properties } = findOne(synthesise({}).resources, 'AWS::Lambda::Function', 'Gateway');
const { Variables } = Properties.Environment as { readonly Variables: Readonly<Record<string, unknown>> };
const environment = lambdaEnvironment(4_000);

describe('the environment of the measured gateway', () => {
  it.each(['CALL_TIMEOUT_MS', 'MAX_ATTEMPTS', 'MAX_REQUEST_BYTES'])(
    'has the stack’s default of %s',
    (name) => {
      expect(environment[name]).toBe(Variables[name]);
    },
  );

  it('says the memory that the stack gives', () => {
    expect(environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE).toBe(String(Properties.MemorySize));
  });
});
