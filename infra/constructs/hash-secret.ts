import type { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** How the secret is kept. */
export interface HashSecretProps {
  readonly encryptionKey: IKey;
  /** What happens to it with the stack: without it no stored key can be recognised. */
  readonly removalPolicy: RemovalPolicy;
}

/** The pepper: key of every HMAC Waymark stores (gateway keys, system prompts). Generated, seen by nobody. */
export class HashSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: HashSecretProps) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: 'Key of the hashes of gateway keys and system prompts',
      encryptionKey: props.encryptionKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: props.removalPolicy,
    });
    this.arn = secret.secretArn;
    acknowledge(secret, {
      id: 'AwsSolutions-SMG4',
      reason: 'Rotating it would invalidate every gateway key at once; keys are rotated one by one instead.',
    });
  }

  /** Reading only: `Secret.grantRead` would add DescribeSecret, which no function calls. */
  grantRead(role: Role): void {
    role.addToPolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.arn] }),
    );
  }
}
