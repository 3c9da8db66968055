import * as z from 'zod';
import { addDays, daysBetween, isDay } from '#core/rollup/day.ts';
import { LOCAL_ACCOUNT } from '../credentials.ts';
import { createJsonService, operation } from '../json-protocol.ts';
import { pageOf } from '../paging.ts';
import { type Service, ServiceError } from '../wire.ts';

/** What AWS billed for one service on one day. */
export interface BilledCostSetup {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** As Billing names it. */
  readonly service: string;
  readonly usd: number;
  /** @default 'us-east-1' */
  readonly region?: string | undefined;
  /** @default 'Usage' */
  readonly recordType?: string | undefined;
  /** @default - the local account */
  readonly accountId?: string | undefined;
}

/** What Cost Explorer knows of an account. */
export interface CostExplorerSetup {
  /** @default [] */
  readonly billedCosts?: readonly BilledCostSetup[] | undefined;
}

const Dimensions = z.object({
  Key: z.enum(['REGION', 'SERVICE', 'RECORD_TYPE', 'LINKED_ACCOUNT']),
  Values: z.array(z.string()).min(1),
});
type Filter = {
  readonly Dimensions?: z.infer<typeof Dimensions> | undefined;
  readonly And?: readonly Filter[] | undefined;
  readonly Not?: Filter | undefined;
};
const Filter: z.ZodType<Filter> = z.lazy(() =>
  z.strictObject({
    Dimensions: Dimensions.optional(),
    And: z.array(Filter).min(2).optional(),
    Not: Filter.optional(),
  }),
);
const day = z.string().refine(isDay);

const GetCostAndUsageRequest = z.strictObject({
  TimePeriod: z.object({ Start: day, End: day }),
  Granularity: z.literal('DAILY'),
  Metrics: z.tuple([z.literal('UnblendedCost')]),
  GroupBy: z.tuple([z.object({ Type: z.literal('DIMENSION'), Key: z.literal('SERVICE') })]),
  Filter: Filter.optional(),
  NextPageToken: z.string().optional(),
});
type Request = z.infer<typeof GetCostAndUsageRequest>;

/** Days of one page; AWS's own size is not published. */
const PAGE_DAYS = 31;

/** Cost Explorer: GetCostAndUsage by day and service, in what Waymark asks of it. Everything else is refused. */
export function createCostExplorer({ billedCosts = [] }: CostExplorerSetup): Service {
  return createJsonService({
    contentType: 'application/x-amz-json-1.1',
    operations: {
      GetCostAndUsage: operation(GetCostAndUsageRequest, (request) => {
        const { Start, End } = request.TimePeriod;
        if (Start >= End)
          throw new ServiceError(
            'ValidationException',
            'Start date (and hour) should be before end date (and hour)',
          );
        const { items, nextToken } = pageOf(daysBetween(Start, addDays(End, -1)), {
          size: PAGE_DAYS,
          token: request.NextPageToken,
          invalidToken: 'InvalidNextTokenException',
        });
        return {
          GroupDefinitions: request.GroupBy,
          ResultsByTime: items.map((each) => toResult(each, billedCosts, request)),
          ...(nextToken !== undefined && { NextPageToken: nextToken }),
        };
      }),
    },
  });
}

function toResult(each: string, costs: readonly BilledCostSetup[], { Filter: filter }: Request) {
  const sums = new Map<string, number>();
  for (const cost of costs.filter((one) => one.day === each && (!filter || passes(one, filter))))
    sums.set(cost.service, (sums.get(cost.service) ?? 0) + cost.usd);
  return {
    TimePeriod: { Start: each, End: addDays(each, 1) },
    Total: {},
    Groups: [...sums].map(([service, usd]) => ({
      Keys: [service],
      Metrics: { UnblendedCost: { Amount: String(usd), Unit: 'USD' } },
    })),
    Estimated: true,
  };
}

function passes(cost: BilledCostSetup, { Dimensions: own, And: all, Not: not }: Filter): boolean {
  const { region: REGION = 'us-east-1', service: SERVICE, recordType: RECORD_TYPE = 'Usage' } = cost;
  const { accountId: LINKED_ACCOUNT = LOCAL_ACCOUNT } = cost;
  const values = { REGION, SERVICE, RECORD_TYPE, LINKED_ACCOUNT };
  return (
    (!own || own.Values.includes(values[own.Key])) &&
    (!all || all.every((each) => passes(cost, each))) &&
    (!not || !passes(cost, not))
  );
}
