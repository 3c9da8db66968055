import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { type ModelId, type ModelIdKind, parseModelId } from '#core/bedrock/model-id.ts';
import { acknowledgeBelow } from './acknowledge.ts';

const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** The parsed identifier with the ARN it stands for. */
interface Target extends ModelId {
  readonly arn: string;
}

/**
 * Statements that let `role` invoke a model, per kind of identifier. A profile routes to Regions that AWS adds to,
 * so its models are allowed in any Region, but only when called through that profile.
 */
const GRANTS: Readonly<Record<ModelIdKind, (role: Role, target: Target) => void>> = {
  'foundation-model': grantInvoke,
  'provisioned-model': grantInvoke,
  'imported-model': grantInvoke,
  'prompt-router': grantInvoke,
  'inference-profile': (role, target) => {
    grantInvoke(role, target);
    grantThroughProfile(role, target, target.baseModel);
  },
  // Only AWS knows which model the profile copies.
  'application-inference-profile': (role, target) => {
    grantInvoke(role, target);
    grantThroughProfile(role, target, '*');
    // its price is that of the model behind it
    role.addToPolicy(
      new PolicyStatement({ actions: ['bedrock:GetInferenceProfile'], resources: [target.arn] }),
    );
  },
  // The model that the prompt names has to be in the list as well.
  prompt: (role, { arn }) => {
    role.addToPolicy(new PolicyStatement({ actions: ['bedrock:RenderPrompt'], resources: [arn] }));
  },
};

/** Lets `role` invoke exactly these models: ids, inference profiles or ARNs, as the settings list them. */
export function grantModelAccess(role: Role, models: readonly string[]): void {
  for (const model of models) {
    const parsed = parseModelId(model);
    if (parsed === undefined) throw new TypeError(`${model} names no model; the settings let it through`);
    GRANTS[parsed.kind](role, { ...parsed, arn: toArn(model, parsed) });
  }
}

function toArn(model: string, { kind }: ModelId): string {
  if (model.startsWith('arn:')) return model;
  return kind === 'inference-profile'
    ? `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}:inference-profile/${model}`
    : `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}::foundation-model/${model}`;
}

function grantInvoke(role: Role, { arn }: Target): void {
  role.addToPolicy(new PolicyStatement({ actions: INVOKE, resources: [arn] }));
}

function grantThroughProfile(role: Role, { arn }: Target, baseModel: string): void {
  role.addToPolicy(
    new PolicyStatement({
      actions: INVOKE,
      resources: [`arn:${Aws.PARTITION}:bedrock:*::foundation-model/${baseModel}`],
      conditions: { StringEquals: { 'bedrock:InferenceProfileArn': arn } },
    }),
  );
  acknowledgeBelow(role, {
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/${baseModel}]`,
    reason:
      'A cross-Region profile runs the model in Regions AWS chooses; bound to that profile by a condition.',
  });
}
