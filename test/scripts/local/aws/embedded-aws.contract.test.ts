import { afterAll, beforeAll } from 'vitest';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { describeBedrockContract } from './bedrock.contract.ts';
import { describeCloudTrailContract } from './cloudtrail.contract.ts';
import { describeCloudWatchContract } from './cloudwatch.contract.ts';
import { describeCloudWatchAlarmsContract } from './cloudwatch-alarms.contract.ts';
import { describeCloudWatchDashboardsContract } from './cloudwatch-dashboards.contract.ts';
import { describeDynamoDbContract } from './dynamodb.contract.ts';
import { describeLogsContract } from './logs.contract.ts';
import { describeS3Contract } from './s3.contract.ts';
import { describeSecretsManagerContract } from './secrets-manager.contract.ts';
import { describeSecurityTokenContract } from './security-token.contract.ts';
import { describeSnsContract } from './sns.contract.ts';

let aws: EmbeddedAws;
const getEndpoint = (): string => aws.endpoint;

beforeAll(async () => {
  let seconds = 0;
  // Rate limits have tests of their own.
  const wallClock = (): number => {
    seconds += 1;
    return seconds * 1_000;
  };
  aws = await startEmbeddedAws({ wallClock });
});

afterAll(() => aws.close());

describeBedrockContract(getEndpoint, ['HTTP/1.1', 'HTTP/2']);
describeCloudTrailContract(getEndpoint);
describeCloudWatchContract(getEndpoint);
describeCloudWatchAlarmsContract(getEndpoint, () => aws.evaluateAlarms(Date.now()));
describeCloudWatchDashboardsContract(getEndpoint);
describeDynamoDbContract(getEndpoint);
describeLogsContract(getEndpoint);
describeS3Contract(getEndpoint);
describeSecretsManagerContract(getEndpoint);
describeSecurityTokenContract(getEndpoint);
describeSnsContract(getEndpoint);
