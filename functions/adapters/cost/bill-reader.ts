import { type CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import * as z from 'zod/mini';
import { isBedrockService } from '#core/bill/services.ts';
import { addDays, type Day } from '#core/rollup/day.ts';
import { parseDecimal } from '#core/rollup/decimal.ts';
import type { BilledDay } from '#core/rollup/reconcile.ts';
import type { BillReader } from '#functions/cost-ports.ts';
import { listOf, optionalText, readAnswer, unexpectedAnswer } from '../evidence/answer.ts';
import { cutShort, EvidenceFailure, toUnknown } from '../evidence/failure.ts';
import type { Call } from '../evidence/metered-calls.ts';

const ACTION = 'ce:GetCostAndUsage';
/** Each page is a request that is paid for; a week of an account's services is one. */
const MAX_PAGES = 3;
/** What the list price says: without what an account has beside it. */
const NOT_USAGE = ['Credit', 'Refund', 'Tax'];

const Money = z.object({ Amount: z.string(), Unit: z.literal('USD') });
const Answer = z.object({
  NextPageToken: optionalText,
  ResultsByTime: listOf(
    z.object({
      TimePeriod: z.object({ Start: z.string() }),
      Estimated: z.nullish(z.boolean()),
      Groups: listOf(
        z.object({
          Keys: z.array(z.string()),
          Metrics: z.object({ UnblendedCost: Money }),
        }),
      ),
    }),
  ),
});
type Result = z.infer<typeof Answer>['ResultsByTime'][number];

/** Bedrock's cost by day in one Region, from Cost Explorer. */
export function createBillReader({
  client,
  call,
  region,
  accountId,
}: {
  readonly client: CostExplorerClient;
  readonly call: Call;
  readonly region: string;
  /** Asked in the account that pays, Cost Explorer tells of all accounts of its organisation. */
  readonly accountId: string;
}): BillReader {
  const read = async (from: Day, to: Day): Promise<readonly Result[]> => {
    const results: Result[] = [];
    let token: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const command = new GetCostAndUsageCommand({
        ...toQuestion({ from, to, region, accountId }),
        NextPageToken: token,
      });
      const answer = readAnswer(Answer, await call(ACTION, () => client.send(command)));
      results.push(...answer.ResultsByTime);
      token = answer.NextPageToken ?? undefined;
      if (token === undefined) return results;
    }
    throw new EvidenceFailure(cutShort(ACTION, MAX_PAGES), undefined);
  };
  return {
    billed: async (from, to) => {
      try {
        return { status: 'known', days: toDays(await read(from, to)) };
      } catch (error) {
        return toUnknown(error, ACTION);
      }
    },
  };
}

interface Question {
  readonly from: Day;
  readonly to: Day;
  readonly region: string;
  readonly accountId: string;
}

const toQuestion = ({ from, to, region, accountId }: Question) => ({
  TimePeriod: { Start: from, End: addDays(to, 1) }, // the end is not included
  Granularity: 'DAILY' as const,
  Metrics: ['UnblendedCost'],
  GroupBy: [{ Type: 'DIMENSION' as const, Key: 'SERVICE' }],
  Filter: {
    And: [
      { Dimensions: { Key: 'REGION' as const, Values: [region] } },
      { Dimensions: { Key: 'LINKED_ACCOUNT' as const, Values: [accountId] } },
      { Not: { Dimensions: { Key: 'RECORD_TYPE' as const, Values: NOT_USAGE } } },
    ],
  },
});

/** A day may be spread over pages. One without any Bedrock in it was billed nothing. */
function toDays(results: readonly Result[]): readonly BilledDay[] {
  const days = new Map<Day, BilledDay>();
  for (const { TimePeriod, Estimated, Groups } of results) {
    const { Start: day } = TimePeriod;
    const before = days.get(day);
    days.set(day, {
      day,
      billedPicodollars: Groups.filter(isBedrock).reduce(
        (sum, { Metrics }) => sum + toPicodollars(Metrics.UnblendedCost.Amount),
        before?.billedPicodollars ?? 0n,
      ),
      isEstimated: Estimated === true || before?.isEstimated === true,
    });
  }
  return [...days.values()];
}

const isBedrock = ({ Keys }: Result['Groups'][number]): boolean => Keys.some(isBedrockService);

function toPicodollars(amount: string): bigint {
  const value = parseDecimal(amount);
  if (value === undefined) throw unexpectedAnswer();
  return value;
}
