import { accountOfArn, regionOfArn } from '../bedrock/arn.ts';
import type { Picodollars } from '../cost/money.ts';
import { InvalidInputError } from '../errors.ts';
import { type Day, isDay } from '../rollup/day.ts';
import { parseDecimal } from '../rollup/decimal.ts';
import { isBedrockService } from './services.ts';

/** Columns of CUR 2.0 (AWS Data Exports User Guide, "Cost and Usage Report (CUR) 2.0") without which no bill can be read. */
const REQUIRED = {
  account: 'line_item_usage_account_id',
  code: 'line_item_product_code',
  cost: 'line_item_unblended_cost',
  currency: 'line_item_currency_code',
  start: 'line_item_usage_start_date',
  type: 'line_item_line_item_type',
  usageType: 'line_item_usage_type',
} as const;
/** Columns that tell more. `product` is a map; `product_name` is one of its keys, or a column of an own query. */
const OPTIONAL = {
  end: 'line_item_usage_end_date',
  invoice: 'bill_invoice_id',
  product: 'product',
  productName: 'product_product_name',
  region: 'product_region_code',
  resource: 'line_item_resource_id',
} as const;

/** Where each column is; -1 for one that the export does not have. */
export type Columns = Readonly<Record<keyof typeof REQUIRED | keyof typeof OPTIONAL, number>>;

/** Finds the columns. Throws `InvalidInputError` that names one that is missing. */
export function readColumns(header: readonly string[]): Columns {
  const [first = '', ...rest] = header;
  const names = [first.replace(/^\uFEFF/, ''), ...rest];
  const entries = Object.entries({ ...REQUIRED, ...OPTIONAL });
  const columns = Object.fromEntries(entries.map(([name, column]) => [name, names.indexOf(column)]));
  for (const [name, column] of Object.entries(REQUIRED))
    if (columns[name] === -1) throw new InvalidInputError(`it has no column ${column}; add it to its query`);
  const at = (name: keyof Columns): number => columns[name] ?? -1;
  return {
    ...{ account: at('account'), code: at('code'), cost: at('cost'), currency: at('currency') },
    ...{ start: at('start'), type: at('type'), usageType: at('usageType'), end: at('end') },
    ...{ invoice: at('invoice'), product: at('product'), productName: at('productName') },
    ...{ region: at('region'), resource: at('resource') },
  };
}

/** A line of a bill that is about Bedrock. */
export interface LineItem {
  readonly day: Day;
  readonly account: string;
  readonly amount: Picodollars;
  readonly usageType: string;
  readonly productName: string;
  /** ARN of the model or profile that was called; empty where the export has no resources. */
  readonly resource: string;
  /** @default - neither the resource nor the product tells one */
  readonly region: string | undefined;
  /** Whether the line is on no invoice yet, so that AWS may change it. */
  readonly isEstimated: boolean;
}

/** What is no use: without it the bill is what the list price says (CUR 2.0, `line_item_line_item_type`). */
const NOT_USAGE: ReadonlySet<string> = new Set(['Credit', 'Refund', 'Tax']);
const BEDROCK_ARN = /^arn:aws[a-z-]*:bedrock:/;
/** The key of the map `product`; how a map is written into CSV is not documented (JSON is assumed, unverified). */
const PRODUCT_NAME = /"product_name"\s*:\s*"([^"]*)"/;
/** Longest time of a line, in milliseconds: a day of 24 hours, with an hour to spare. */
const LONGEST_MS = 25 * 60 * 60_000;

/** Reads a line; `undefined` for one that is not about Bedrock's usage. Throws `InvalidInputError`. */
export function readLineItem(fields: readonly string[], columns: Columns): LineItem | undefined {
  const text = (name: keyof Columns): string => fields[columns[name]] ?? '';
  const productName = text('productName') || (PRODUCT_NAME.exec(text('product'))?.[1] ?? '');
  const resource = text('resource');
  if (!isBedrock({ code: text('code'), productName, resource }) || NOT_USAGE.has(text('type')))
    return undefined;
  if (text('currency') !== 'USD')
    throw new InvalidInputError('it is not in USD; this stack reckons in USD only');
  const amount = parseDecimal(text('cost'));
  const day = text('start').slice(0, 10);
  if (amount === undefined || !isDay(day)) throw new InvalidInputError('it has a line that cannot be read');
  if (Date.parse(text('end')) - Date.parse(text('start')) > LONGEST_MS)
    throw new InvalidInputError('its lines are of more than a day; set TIME_GRANULARITY to DAILY or HOURLY');
  return {
    ...{ day, amount, productName, resource, usageType: text('usageType') },
    account: text('account') || (accountOfArn(resource) ?? ''),
    region: regionOfArn(resource) ?? (text('region') || undefined),
    isEstimated: text('invoice') === '',
  };
}

/** The day of any line, Bedrock's or not. */
export const dayOf = (fields: readonly string[], { start }: Columns): Day =>
  (fields[start] ?? '').slice(0, 10);

/** AWS's own models have a code with Bedrock in it; those of other providers have a name, and a code of the marketplace. */
function isBedrock({
  code,
  productName,
  resource,
}: Readonly<Record<'code' | 'productName' | 'resource', string>>): boolean {
  return isBedrockService(`${code} ${productName}`) || BEDROCK_ARN.test(resource);
}
