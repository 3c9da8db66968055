import { describe, expect, it } from 'vitest';
import { serviceEndpoint } from '#adapters/signed-http.ts';

describe('serviceEndpoint', () => {
  const resolve = (variables: Record<string, string>) =>
    serviceEndpoint('bedrock-runtime', 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', variables);

  it.each([
    [{ AWS_REGION: 'eu-west-1' }, 'https://bedrock-runtime.eu-west-1.amazonaws.com'],
    [{ AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://a' }, 'http://a'],
    [{ AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://b' }, 'http://b'],
  ])('resolves %j as AWS SDKs do', (variables, expected) => {
    expect(resolve(variables)).toBe(expected);
  });
});
