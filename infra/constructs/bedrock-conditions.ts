import { Aws } from 'aws-cdk-lib';

/** Bedrock acts for this account and Region only: nobody else can have it use what trusts it. */
export function bedrockConditions() {
  return {
    StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
    ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}:*` },
  };
}
