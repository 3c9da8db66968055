import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { clientOptions } from './target.ts';
import { useEmbeddedAws } from './use-embedded-aws.ts';

const arn = 'arn:aws:sts::123456789012:assumed-role/MaturityRole/maturity';
const key = { accessKeyId: 'ASIAMATURITY', secretAccessKey: 'maturity-secret' };
const getAws = useEmbeddedAws({ account: { principals: [{ ...key, arn }] } });

const sts = (credentials: object) =>
  new STSClient({ ...clientOptions(() => getAws().endpoint), ...credentials });

test('a caller that the account was set up with signs with a key of its own', async () => {
  const credentials = { ...key, sessionToken: 'any' };

  expect(await sts({ credentials }).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: arn,
    UserId: 'AROALOCAL:maturity',
    Account: '123456789012',
  });
  expect(await sts({}).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: 'arn:aws:iam::123456789012:user/local',
    UserId: 'AIDALOCAL',
  });
});

test('a caller cannot sign with the secret of another', async () => {
  const credentials = { accessKeyId: key.accessKeyId, secretAccessKey: 'local-secret-access-key' };

  await expect(sts({ credentials }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
});

test('an action that is not offered is refused in XML', async () => {
  await expect(sts({}).send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: 'The embedded AWS does not offer GetSessionToken.',
  });
});
