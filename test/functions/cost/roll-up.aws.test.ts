import { randomUUID } from 'node:crypto';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLogReader } from '#adapters/cloudwatch-logs-query.ts';
import { createDailyCosts } from '#adapters/cost/daily-costs.ts';
import { createRecordSink } from '#adapters/record-log.ts';
import { fromUsd } from '#core/cost/money.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import { addSums, NO_COSTS } from '#core/rollup/row.ts';
import { createHandler } from '#functions/cost/handler.ts';
import { invocationRecord } from '../../core/invocation/sample-records.ts';
import { clientOptions } from '../../scripts/local/aws/target.ts';
import { useEmbeddedAws } from '../../scripts/local/aws/use-embedded-aws.ts';
import { readAll } from './fake-costs.ts';

const aws = useEmbeddedAws();
const NOON = Date.parse('2026-11-21T12:00:00Z');
const clock = { now: () => NOON, sleep: async () => undefined };

afterEach(() => vi.restoreAllMocks());

/** Lines of records exactly as the gateway's own sink writes them. */
function linesOf(records: readonly InvocationRecord[]): readonly string[] {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  const sink = createRecordSink({ stage: 'dev' });
  for (const record of records) sink.writeInvocation(record);
  write.mockRestore();
  return lines;
}

async function rollUp(records: readonly InvocationRecord[]) {
  const id = randomUUID();
  const [gateway, feedback, tableName] = [`/gateway-${id}`, `/feedback-${id}`, `costs-${id}`];
  const options = clientOptions(() => aws().endpoint);
  const logs = new CloudWatchLogsClient(options);
  for (const logGroupName of [gateway, feedback])
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
  for (const message of linesOf(records))
    aws().ingestLogEvent({
      logGroupName: gateway,
      logStreamName: 's',
      timestampMs: NOON - 3_600_000,
      message,
    });
  await aws().createTable(tableName, 'day', 'row');
  const costs = createDailyCosts({
    ...{ tableName, retentionDays: 400, sleep: clock.sleep, client: new DynamoDBClient(options) },
  });
  const handler = createHandler({
    ...{ costs, clock, logs: createLogReader({ client: logs, call: (_action, send) => send(), clock }) },
    log: { info: () => undefined, warn: () => undefined },
    settings: {
      ...{ stage: 'dev', gatewayLogGroup: gateway, feedbackLogGroup: feedback, readers: [] },
      ...{ lookBackDays: 1, maxDifferencePercent: 10 },
    },
  });
  await handler({ kind: 'rollup' });
  return readAll(costs, { from: '2026-11-21', to: '2026-11-21' });
}

const known = {
  status: 'known',
  inputTokens: 10,
  outputTokens: 2,
  cacheReadInputTokens: 4,
  cacheWriteInputTokens: 0,
} as const;

describe('a day in the gateway’s log', () => {
  it('adds up to the same picodollars as its records, whatever they cost', { timeout: 60_000 }, async () => {
    const cost = fc.integer({ min: 0, max: 2_000_000_000 }).map((count) => count / 1e12);
    await fc.assert(
      fc.asyncProperty(fc.array(cost, { minLength: 1, maxLength: 60 }), async (costs) => {
        const { rows } = await rollUp(costs.map((costUsd) => invocationRecord({ usage: known, costUsd })));

        const sums = rows.reduce(addSums, NO_COSTS);
        expect(sums.costPicodollars).toBe(costs.reduce((sum, usd) => sum + fromUsd(usd), 0n));
        expect(sums).toMatchObject({ calls: costs.length, pricedCalls: costs.length, unpricedCalls: 0 });
      }),
      { numRuns: 15 },
    );
  });

  it('tells tenants, applications, users, models and routes apart', async () => {
    const { rows } = await rollUp([
      invocationRecord({ usage: known, costUsd: 0.5, cacheSavedUsd: 0.25, user: 'u1', application: 'shop' }),
      invocationRecord({ usage: known, costUsd: 0.5, tenant: 'other', application: undefined }),
      invocationRecord({
        usage: known,
        costUsd: 0.5,
        tenant: 'other',
        application: undefined,
        resolvedModel: 'm2',
      }),
    ]);

    expect(rows).toHaveLength(3);
    expect(rows.find(({ user }) => user === 'u1')).toMatchObject({
      ...{
        application: 'shop',
        route: '/model/{modelId}/converse',
        calls: 1,
        inputTokens: 10,
        outputTokens: 2,
      },
      ...{
        cacheReadInputTokens: 4,
        costPicodollars: 500_000_000_000n,
        cacheSavedPicodollars: 250_000_000_000n,
      },
    });
  });

  it('counts the conversations of each tenant, and adds up the calls that name one', async () => {
    const call = { usage: known, costUsd: 0.5 };

    const { conversations } = await rollUp([
      invocationRecord({ ...call, conversation: 'c1' }),
      invocationRecord({ ...call, conversation: 'c1' }),
      invocationRecord({ ...call, conversation: 'c2', costUsd: undefined, unpriced: 'usage_unknown' }),
      invocationRecord(call),
      invocationRecord({ ...call, conversation: 'c1', tenant: 'other' }),
    ]);

    const byTenant = new Map(conversations.map((row) => [row.tenant, row]));
    expect(byTenant.get(invocationRecord({}).tenant)).toMatchObject({
      ...{ calls: 3, pricedCalls: 2, unpricedCalls: 1, conversations: 2 },
      costPicodollars: 1_000_000_000_000n,
    });
    expect(byTenant.get('other')).toMatchObject({ calls: 1, conversations: 1 });
    expect(conversations).toHaveLength(2);
  });

  it('counts calls without a price, also those of records older than prices, and takes refusals for free', async () => {
    const { rows } = await rollUp([
      invocationRecord({ usage: { status: 'unknown', reason: 'absent' }, unpriced: 'usage_unknown' }),
      invocationRecord({ usage: known }),
      invocationRecord({
        usage: { status: 'unknown', reason: 'no_response' },
        outcome: 'client_error',
        status: 400,
      }),
    ]);

    expect(rows.reduce(addSums, NO_COSTS)).toMatchObject({ calls: 3, pricedCalls: 0, unpricedCalls: 2 });
  });
});
