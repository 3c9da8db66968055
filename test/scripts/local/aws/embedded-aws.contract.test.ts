import { afterAll, beforeAll } from 'vitest';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { describeBedrockContract } from './bedrock.contract.ts';
import { describeCloudWatchContract } from './cloudwatch.contract.ts';
import { describeDynamoDbContract } from './dynamodb.contract.ts';
import { describeLogsContract } from './logs.contract.ts';
import { describeSecretsManagerContract } from './secrets-manager.contract.ts';
import { describeSecurityTokenContract } from './security-token.contract.ts';

let aws: EmbeddedAws;
const getEndpoint = (): string => aws.endpoint;

beforeAll(async () => {
  aws = await startEmbeddedAws();
});

afterAll(() => aws.close());

describeBedrockContract(getEndpoint, ['HTTP/1.1', 'HTTP/2']);
describeCloudWatchContract(getEndpoint);
describeDynamoDbContract(getEndpoint);
describeLogsContract(getEndpoint);
describeSecretsManagerContract(getEndpoint);
describeSecurityTokenContract(getEndpoint);
