import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { StageSettings } from '../settings/schema.ts';
import { acknowledgeBelow } from './acknowledge.ts';

/** Lets `role` read one export and nothing else of its bucket, and the models behind application profiles on its lines. */
export function grantDataExport(
  role: Role,
  { bucket, prefix, exportName, kmsKeyArn }: NonNullable<StageSettings['cost']['dataExport']>,
): void {
  const allow = (action: string, resource: string): void => {
    role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  };
  for (const folder of ['data', 'metadata']) {
    const objects = `s3:::${bucket}/${prefix}/${exportName}/${folder}/*`;
    allow('s3:GetObject', `arn:${Aws.PARTITION}:${objects}`);
    acknowledgeBelow(role, {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:${objects}]`,
      reason: 'AWS names the files of an export anew with each delivery.',
    });
  }
  if (kmsKeyArn !== undefined) allow('kms:Decrypt', kmsKeyArn);
  const profiles = `bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}:application-inference-profile/*`;
  allow('bedrock:GetInferenceProfile', `arn:${Aws.PARTITION}:${profiles}`);
  acknowledgeBelow(role, {
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>:application-inference-profile/*]`,
    reason: 'Reads which model a profile on the bill stands for; applications make profiles as they please.',
  });
}
