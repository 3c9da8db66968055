import { PASSED_OVER_CONTRACTS } from '#scripts/emulator/passed-over.ts';
import { describeBedrockContract } from '../scripts/local/aws/bedrock.contract.ts';
import { describeCloudTrailContract } from '../scripts/local/aws/cloudtrail.contract.ts';
import { describeCloudWatchContract } from '../scripts/local/aws/cloudwatch.contract.ts';
import { describeCloudWatchAlarmsContract } from '../scripts/local/aws/cloudwatch-alarms.contract.ts';
import { describeCloudWatchDashboardsContract } from '../scripts/local/aws/cloudwatch-dashboards.contract.ts';
import { describeDynamoDbContract } from '../scripts/local/aws/dynamodb.contract.ts';
import { describeInsightsContract } from '../scripts/local/aws/insights.contract.ts';
import { describeLogsContract } from '../scripts/local/aws/logs.contract.ts';
import { describeS3Contract } from '../scripts/local/aws/s3.contract.ts';
import { describeSecretsManagerContract } from '../scripts/local/aws/secrets-manager.contract.ts';
import { describeSecurityTokenContract } from '../scripts/local/aws/security-token.contract.ts';
import { describeSnsContract } from '../scripts/local/aws/sns.contract.ts';
import { emulation } from './emulation.ts';
import { passOver } from './pass-over.ts';

const getEndpoint = (): string => emulation.endpoint;

passOver(PASSED_OVER_CONTRACTS);

/** The contract that our embedded AWS keeps, asked of somebody else's. */
describeBedrockContract(getEndpoint, ['HTTP/1.1', 'HTTP/2'], emulation.guardrail);
describeCloudTrailContract(getEndpoint);
describeCloudWatchContract(getEndpoint);
describeCloudWatchAlarmsContract(getEndpoint);
describeCloudWatchDashboardsContract(getEndpoint);
describeInsightsContract(getEndpoint);
describeDynamoDbContract(getEndpoint);
describeLogsContract(getEndpoint);
describeS3Contract(getEndpoint);
describeSecretsManagerContract(getEndpoint);
describeSecurityTokenContract(getEndpoint);
describeSnsContract(getEndpoint);
