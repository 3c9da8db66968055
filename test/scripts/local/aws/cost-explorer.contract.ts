import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

/** Cost Explorer, on an account that holds what `account-fixture.ts` says. */
export function describeCostExplorerContract(getEndpoint: GetEndpoint): void {
  describe('Cost Explorer', () => {
    let client: CostExplorerClient;

    beforeAll(() => {
      client = new CostExplorerClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    const ask = (Start: string, End: string) =>
      client.send(
        new GetCostAndUsageCommand({
          TimePeriod: { Start, End },
          Granularity: 'DAILY',
          Metrics: ['UnblendedCost'],
          GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
          Filter: {
            And: [
              { Dimensions: { Key: 'REGION', Values: ['us-east-1'] } },
              { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Credit'] } } },
            ],
          },
        }),
      );

    test('tells the cost of each day by service, all accounts together, the end of the period not included', async () => {
      const { ResultsByTime = [] } = await ask('2026-11-18', '2026-11-20');

      expect(ResultsByTime.map(({ TimePeriod }) => TimePeriod)).toEqual([
        { Start: '2026-11-18', End: '2026-11-19' },
        { Start: '2026-11-19', End: '2026-11-20' },
      ]);
      expect(ResultsByTime[0]?.Groups).toEqual([
        { Keys: ['Amazon Bedrock'], Metrics: { UnblendedCost: { Amount: '41.25', Unit: 'USD' } } },
        {
          Keys: ['Claude Sonnet 5 (Amazon Bedrock Edition)'],
          Metrics: { UnblendedCost: { Amount: '2.000000000001', Unit: 'USD' } },
        },
        { Keys: ['AWS Lambda'], Metrics: { UnblendedCost: { Amount: '0.5', Unit: 'USD' } } },
        { Keys: ['Amazon Bedrock AgentCore'], Metrics: { UnblendedCost: { Amount: '7', Unit: 'USD' } } },
      ]);
      expect(ResultsByTime[1]?.Groups).toEqual([]);
    });

    test('refuses a period that ends before it starts', async () => {
      await expect(ask('2026-11-20', '2026-11-20')).rejects.toMatchObject({ name: 'ValidationException' });
    });
  });
}
