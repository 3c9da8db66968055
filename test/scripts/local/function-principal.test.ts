import { describe, expect, it } from 'vitest';
import { LOCAL_PRINCIPAL } from '#scripts/local/aws/credentials.ts';
import { principalOf } from '#scripts/local/function-principal.ts';
import { functionVariables } from '#scripts/local/function-variables.ts';
import { fixtureFunction } from './fixture-function.ts';

const roleArn = 'arn:aws:iam::123456789012:role/service-role/worker';

describe('principal of a function', () => {
  it('is a session of its role, named like the function', () => {
    const { arn } = principalOf({ name: 'fixture-echo', roleArn });

    expect(arn).toBe('arn:aws:sts::123456789012:assumed-role/worker/fixture-echo');
  });

  it('has a key pair of its own, which the function gets', () => {
    const [one, two] = ['one', 'two'].map((name) => fixtureFunction('echo', { name, roleArn }));

    const keys = [one, two].map((definition) => principalOf(definition ?? fixtureFunction('echo')));
    const variables = functionVariables(one ?? fixtureFunction('echo'), {
      endpoint: 'http://x',
      region: 'r',
    });

    expect(keys[0]?.accessKeyId).not.toBe(keys[1]?.accessKeyId);
    expect(variables).toMatchObject({
      AWS_ACCESS_KEY_ID: keys[0]?.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys[0]?.secretAccessKey,
    });
  });

  it('is the local user without a role', () => {
    expect(principalOf(fixtureFunction('echo'))).toBe(LOCAL_PRINCIPAL);
  });
});
