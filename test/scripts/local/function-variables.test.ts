import { describe, expect, it } from 'vitest';
import { functionVariables } from '#scripts/local/function-variables.ts';
import { fixtureFunction } from './fixture-function.ts';

const place = { endpoint: 'http://127.0.0.1:1', region: 'eu-central-1' };

describe('function variables', () => {
  it("are the template's and what Lambda adds", () => {
    const definition = fixtureFunction('echo', { environment: { STAGE: 'dev' }, memoryMb: 512 });

    expect(functionVariables(definition, place)).toMatchObject({
      STAGE: 'dev',
      AWS_REGION: 'eu-central-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fixture-echo',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      _HANDLER: 'index.echo',
    });
  });

  it('name the log format and, as Lambda does for JSON, the log level', () => {
    const logging = { format: 'JSON', systemLevel: 'WARN' } as const;

    const structured = functionVariables(fixtureFunction('echo', { logging }), place);
    const text = functionVariables(fixtureFunction('echo'), place);

    expect(structured).toMatchObject({ AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: 'INFO' });
    expect(text.AWS_LAMBDA_LOG_FORMAT).toBe('Text');
    expect(text).not.toHaveProperty('AWS_LAMBDA_LOG_LEVEL');
  });

  it('point every AWS endpoint to this machine', () => {
    const variables = functionVariables(fixtureFunction('echo'), place);

    const endpoints = Object.entries(variables).filter(([name]) => name.startsWith('AWS_ENDPOINT_URL'));
    expect(endpoints.length).toBeGreaterThan(5);
    expect(new Set(endpoints.map(([, value]) => value))).toEqual(new Set([place.endpoint]));
  });
});
