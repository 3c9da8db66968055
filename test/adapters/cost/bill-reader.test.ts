import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { describe, expect, it } from 'vitest';
import { createBillReader } from '#adapters/cost/bill-reader.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import { LOCAL_ACCOUNT } from '#scripts/local/aws/credentials.ts';
import { ACCOUNT } from '../../scripts/local/aws/account-fixture.ts';
import { clientOptions } from '../../scripts/local/aws/target.ts';
import { useEmbeddedAws } from '../../scripts/local/aws/use-embedded-aws.ts';
import { serviceFailure, stubClient } from '../../support/stub-client.ts';

const aws = useEmbeddedAws({ account: ACCOUNT });
const calls = () => createMeteredCalls();

function readerWith(answer: (page: number) => unknown) {
  let page = 0;
  const { client } = stubClient(new CostExplorerClient({ region: 'us-east-1' }), () => {
    page += 1;
    return answer(page);
  });
  return createBillReader({
    client,
    call: createCall(calls()),
    region: 'us-east-1',
    accountId: LOCAL_ACCOUNT,
  });
}

describe('the bill', () => {
  it('is what all services of Bedrock cost in the Region, without credits, in one request', async () => {
    const metered = calls();
    const client = new CostExplorerClient(clientOptions(() => aws().endpoint));
    const reader = createBillReader({
      client,
      call: createCall(metered),
      region: 'us-east-1',
      accountId: LOCAL_ACCOUNT,
    });

    const bill = await reader.billed('2026-11-18', '2026-11-19');

    expect(bill).toEqual({
      status: 'known',
      days: [
        { day: '2026-11-18', billedPicodollars: 3_250_000_000_001n, isEstimated: true },
        { day: '2026-11-19', billedPicodollars: 0n, isEstimated: true },
      ],
    });
    expect(metered.all()).toEqual({ 'ce:GetCostAndUsage': 1 });
  });

  it('adds up a day that is spread over pages', async () => {
    const reader = readerWith((page) => ({
      ResultsByTime: [
        {
          TimePeriod: { Start: '2026-11-18' },
          Groups: [{ Keys: ['Amazon Bedrock'], Metrics: { UnblendedCost: { Amount: '1E-3', Unit: 'USD' } } }],
        },
      ],
      ...(page === 1 && { NextPageToken: 'more' }),
    }));

    expect(await reader.billed('2026-11-18', '2026-11-18')).toMatchObject({
      days: [{ billedPicodollars: 2_000_000_000n, isEstimated: false }],
    });
  });

  it.each([
    ['more pages than are paid for', () => ({ NextPageToken: 'more' }), 'failed'],
    [
      'another currency',
      () => ({
        ResultsByTime: [
          {
            TimePeriod: { Start: '2026-11-18' },
            Groups: [{ Keys: ['Amazon Bedrock'], Metrics: { UnblendedCost: { Amount: '1', Unit: 'CNY' } } }],
          },
        ],
      }),
      'failed',
    ],
    [
      'a refusal',
      () => {
        throw serviceFailure('AccessDeniedException', 403);
      },
      'denied',
    ],
  ])('is unknown after %s', async (_title, answer, reason) => {
    expect(await readerWith(answer).billed('2026-11-18', '2026-11-18')).toMatchObject({
      status: 'unknown',
      reason,
    });
  });
});
