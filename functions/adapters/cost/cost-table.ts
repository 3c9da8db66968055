import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CostTableReader } from '#functions/cost-ports.ts';
import { clientConfiguration } from '../evidence/clients.ts';
import { createDailyCosts } from './daily-costs.ts';

/** Reads the table of daily costs and writes nothing to it. */
export function createCostTableReader({
  tableName,
  region,
}: {
  readonly tableName: string;
  readonly region: string;
}): CostTableReader {
  const client = new DynamoDBClient(clientConfiguration({ region }));
  const writing = { retentionDays: 1, sleep: async () => undefined }; // never used: only the reading part is given out
  const { heads, read, reconciliations } = createDailyCosts({ tableName, client, ...writing });
  return { heads, read, reconciliations };
}
