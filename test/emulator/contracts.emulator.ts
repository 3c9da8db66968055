import { beforeEach, expect, test } from 'vitest';
import { PASSED_OVER_TESTS } from '#scripts/emulator/passed-over.ts';
import { describeBedrockContract } from '../scripts/local/aws/bedrock.contract.ts';
import { describeCloudWatchContract } from '../scripts/local/aws/cloudwatch.contract.ts';
import { describeDynamoDbContract } from '../scripts/local/aws/dynamodb.contract.ts';
import { describeLogsContract } from '../scripts/local/aws/logs.contract.ts';
import { describeSecretsManagerContract } from '../scripts/local/aws/secrets-manager.contract.ts';
import { describeSecurityTokenContract } from '../scripts/local/aws/security-token.contract.ts';
import { emulation } from './emulation.ts';

const names = new Set<string>();

// What MiniStack lacks must fail: once it passes, vitest fails the test and its entry can go.
beforeEach(({ task }) => {
  const name = [task.suite?.name, task.name].join(' > ');
  names.add(name);
  if (name in PASSED_OVER_TESTS) Object.assign(task, { fails: true });
});

const getEndpoint = (): string => emulation.endpoint;

/** The contract that our embedded AWS keeps, asked of somebody else's. */
describeBedrockContract(getEndpoint, ['HTTP/1.1', 'HTTP/2']);
describeCloudWatchContract(getEndpoint);
describeDynamoDbContract(getEndpoint);
describeLogsContract(getEndpoint);
describeSecretsManagerContract(getEndpoint);
describeSecurityTokenContract(getEndpoint);

test('every contract that is passed over exists', () => {
  expect(Object.keys(PASSED_OVER_TESTS).filter((name) => !names.has(name))).toEqual([]);
});
