import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAwsMeter } from '#scripts/bench/cost/aws-meter.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '#scripts/local/aws/credentials.ts';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { principalOf } from '#scripts/local/function-principal.ts';
import type { FunctionDefinition } from '#scripts/local/lambda/definition.ts';

const toFunction = (role: string): FunctionDefinition => ({
  logicalId: role,
  name: `Stack-${role}`,
  arn: `arn:aws:lambda:us-east-1:123456789012:function:Stack-${role}`,
  roleArn: `arn:aws:iam::123456789012:role/${role}`,
  folder: '',
  handler: 'index.handler',
  environment: { POWERTOOLS_SERVICE_NAME: role },
  timeoutSeconds: 3,
  memoryMb: 128,
  reservedConcurrency: undefined,
  logGroupName: `/logs/${role}`,
  logging: { format: 'JSON', systemLevel: 'WARN' },
});
const functions = [toFunction('gateway'), toFunction('maturity')];
const principals = functions.map(principalOf);
const meter = createAwsMeter();
const DAY_SECONDS = 86_400;

let aws: EmbeddedAws;
beforeAll(async () => {
  aws = await startEmbeddedAws({
    account: { principals, logGroups: [{ name: '/logs/gateway' }, { name: '/logs/maturity' }] },
    onCall: meter.onCall,
  });
  aws.putSecret('pepper', 'value');
  meter.follow(functions);
});
afterAll(() => aws.close());

const connection = (credentials: { accessKeyId: string; secretAccessKey: string } | undefined) => ({
  endpoint: aws.endpoint,
  region: LOCAL_REGION,
  credentials: credentials ?? LOCAL_CREDENTIALS,
});
const MetricStat = {
  Metric: { Namespace: 'Waymark', MetricName: 'Requests' },
  Period: 300,
  Stat: 'Sum',
};

describe('createAwsMeter', () => {
  it("counts the calls of the stack's functions by function and action, and nobody else's", async () => {
    const command = new GetSecretValueCommand({ SecretId: 'pepper' });
    await new SecretsManagerClient(connection(principals[0])).send(command);
    await new SecretsManagerClient(connection(undefined)).send(command);

    expect(meter.take().apiCalls).toEqual({ 'gateway secretsmanager:GetSecretValue': 1 });
    expect(meter.take().apiCalls).toEqual({});
  });

  it('counts metrics that are requested, and not what is computed from them', async () => {
    await new CloudWatchClient(connection(principals[1])).send(
      new GetMetricDataCommand({
        StartTime: new Date(0),
        EndTime: new Date(300_000),
        MetricDataQueries: [
          { Id: 'a', MetricStat },
          { Id: 'b', MetricStat },
          { Id: 'c', Expression: 'a / b' },
        ],
      }),
    );

    expect(meter.take()).toMatchObject({
      apiCalls: { 'maturity cloudwatch:GetMetricData': 1 },
      metricsRequested: 2,
    });
  });

  it("counts the days that queries read of the gateway's log", async () => {
    const client = new CloudWatchLogsClient(connection(principals[1]));
    const query = { queryString: 'stats count(*)', startTime: 0, endTime: 14 * DAY_SECONDS };
    await client.send(new StartQueryCommand({ ...query, logGroupName: '/logs/gateway' }));
    await client.send(new StartQueryCommand({ ...query, logGroupNames: ['/logs/maturity'] }));

    expect(meter.take().logDaysScanned).toBe(14);
  });
});
