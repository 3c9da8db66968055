import type { PriceName } from './prices.ts';
import type { Quantity } from './quantity.ts';

/** API calls that are paid for one by one. Everything else that functions call is free or priced by what it reads. */
const PAID_ACTIONS: readonly (readonly [RegExp, PriceName])[] = [
  [/^dynamodb:(GetItem|Query|Scan|BatchGetItem)$/, 'tableRead'], // one unit each: items are far below 4 KB
  [/^dynamodb:(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/, 'tableWrite'], // and 1 KB
  [/^s3:(Put|Copy|List|CreateMultipart|UploadPart|CompleteMultipart)/, 'bucketWrite'],
  [/^s3:(Get|Head)/, 'bucketRead'],
  [/^secretsmanager:/, 'secretCall'],
  [/^sns:Publish$/, 'publish'],
  [/^ce:/, 'costExplorerRequest'],
];

/** Paid units by price of API calls counted as `function service:Action`. */
export function paidUnits(apiCalls: Readonly<Record<string, number>>): ReadonlyMap<PriceName, number> {
  const units = new Map<PriceName, number>();
  for (const [call, count] of Object.entries(apiCalls)) {
    const action = call.split(' ').at(-1) ?? '';
    const price = PAID_ACTIONS.find(([pattern]) => pattern.test(action))?.[1];
    if (price) units.set(price, (units.get(price) ?? 0) + count);
  }
  return units;
}

/** API calls that are made so many times a month. */
export interface Repeated {
  readonly apiCalls: Readonly<Record<string, number>>;
  readonly times: number;
}

/** What the calls of something cost, by what is paid for. */
export function apiQuantities(of: string, repeated: readonly Repeated[]): readonly Quantity[] {
  const units = new Map<PriceName, number>();
  for (const { apiCalls, times } of repeated)
    for (const [price, each] of paidUnits(apiCalls)) units.set(price, (units.get(price) ?? 0) + each * times);
  return [...units].map(([price, count]) => ({
    item: `${API_NAMES[price] ?? price}, ${of}`,
    price,
    units: count,
  }));
}

const API_NAMES: Readonly<Partial<Record<PriceName, string>>> = {
  tableRead: 'DynamoDB reads',
  tableWrite: 'DynamoDB writes',
  bucketWrite: 'S3 PUT and LIST',
  bucketRead: 'S3 GET',
  secretCall: 'Secrets Manager calls',
  publish: 'SNS publishes',
  costExplorerRequest: 'Cost Explorer requests',
};
