import { createHash } from 'node:crypto';
import { Names } from 'aws-cdk-lib';
import { CfnGuardrail, CfnGuardrailVersion } from 'aws-cdk-lib/aws-bedrock';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { DEFAULT_GUARDRAIL_POLICY, type GuardrailPolicy } from './guardrail-policy.ts';

/** The guardrail that calls are checked with when the caller names none. */
export interface PinnedGuardrail {
  readonly arn: string;
  /** Number of a published version: what it does cannot change unseen. */
  readonly version: string;
}

/** How the guardrail is made. */
export interface DefaultGuardrailProps {
  readonly encryptionKey: IKey;
  /**
   * What it checks.
   * @default DEFAULT_GUARDRAIL_POLICY
   */
  readonly policy?: GuardrailPolicy;
}

/** Bedrock's limit for names. */
const MAX_NAME_LENGTH = 50;

/** A guardrail and a version of it that is published anew whenever the policy changes. */
export class DefaultGuardrail extends Construct implements PinnedGuardrail {
  readonly arn: string;
  readonly version: string;

  constructor(scope: Construct, id: string, props: DefaultGuardrailProps) {
    super(scope, id);
    const policy = props.policy ?? DEFAULT_GUARDRAIL_POLICY;
    const guardrail = new CfnGuardrail(this, 'Guardrail', {
      ...policy,
      name: Names.uniqueResourceName(this, { maxLength: MAX_NAME_LENGTH, separator: '-' }),
      description: 'Default guardrail of the Waymark gateway',
      kmsKeyArn: props.encryptionKey.keyArn,
    });
    this.arn = guardrail.attrGuardrailArn;
    this.version = this.publish(guardrail, policy).attrVersion;
  }

  /**
   * A version is a snapshot that CloudFormation takes once, when it creates the resource:
   * only a new logical id makes it take another.
   */
  private publish(guardrail: CfnGuardrail, policy: GuardrailPolicy): CfnGuardrailVersion {
    const digest = createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 12);
    return new CfnGuardrailVersion(this, `Version${digest}`, {
      guardrailIdentifier: guardrail.attrGuardrailId,
      description: `Policy ${digest}`,
    });
  }
}
