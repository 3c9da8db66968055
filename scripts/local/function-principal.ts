import { LOCAL_ACCOUNT, LOCAL_PRINCIPAL, type Principal } from './aws/credentials.ts';
import type { FunctionDefinition } from './lambda/definition.ts';

/**
 * Who a function is for AWS: a session of its role that is named like the function, as Lambda does it. The key pair
 * is its own, so that CloudTrail tells functions apart.
 */
export function principalOf({ name, roleArn }: Pick<FunctionDefinition, 'name' | 'roleArn'>): Principal {
  if (roleArn === undefined) return LOCAL_PRINCIPAL;
  const role = roleArn.split('/').at(-1);
  return {
    accessKeyId: `local-${name}`,
    secretAccessKey: `local-secret-access-key-of-${name}`,
    arn: `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/${role}/${name}`,
  };
}
