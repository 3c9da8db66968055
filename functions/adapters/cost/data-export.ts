import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CsvError, parse } from 'csv-parse';
import { parseModelId } from '#core/bedrock/model-id.ts';
import { type BillTally, createBillTally } from '#core/bill/bill-tally.ts';
import { billingPeriods, type DataExport, manifestKey, readManifest } from '#core/bill/export-manifest.ts';
import { createNameIndex, toModelKey } from '#core/bill/model-name.ts';
import { InvalidInputError } from '#core/errors.ts';
import type { UnknownReading } from '#core/maturity/observation.ts';
import { type Day, daysBetween } from '#core/rollup/day.ts';
import type { BillReader } from '#functions/cost-ports.ts';
import type { PriceSource } from '#functions/ports.ts';
import { codeOf, EvidenceFailure, toUnknown } from '../evidence/failure.ts';
import type { Call } from '../evidence/metered-calls.ts';

const ACTION = 's3:GetObject';
/**
 * Most of an export that is read: one CPU unpacked and read 29 MB of lines in a second, of which 512 MB of Lambda have
 * 0.29 (unverified there). What comes after a limit is not left out: then the bill is unknown.
 */
const EXPORT_LIMITS = { durationMs: 240_000, unpackedBytes: 2_000_000_000 } as const;
/** A manifest is some kilobytes; the list of a large export's files some more. In bytes. */
const MAX_MANIFEST_BYTES = 5_000_000;
/** Longest record, in characters: one of a Cost and Usage Report has some 3,000. */
const MAX_RECORD_LENGTH = 1_000_000;
const TOO_LARGE =
  "larger than is read at once; have its query select Bedrock's lines only, or fewer columns (docs/cost.md)";

/** How an export is reached, and whose part of it counts. */
export interface DataExportOptions {
  readonly client: S3Client;
  readonly call: Call;
  readonly place: DataExport;
  readonly region: string;
  readonly accountId: string;
  /** Knows models by their prices, and those behind application profiles. */
  readonly prices: PriceSource;
  /** @default EXPORT_LIMITS */
  readonly limits?: { readonly durationMs: number; readonly unpackedBytes: number };
}

/** Bedrock's cost by day and model in one Region and account, from a CUR 2.0 export in S3. */
export function createDataExportReader(options: DataExportOptions): BillReader {
  return {
    billed: async (from, to) => {
      try {
        return await readBill(daysBetween(from, to), options);
      } catch (error) {
        return toReading(error, options.place);
      }
    },
  };
}

async function readBill(days: readonly Day[], options: DataExportOptions) {
  const { region, accountId, prices } = options;
  const tally = createBillTally({ days, region, accountId });
  const budget = createBudget(options);
  for (const period of billingPeriods(days))
    for (const key of await filesOf(period, options)) await readFile(key, { tally, budget, options });
  const profiles = tally.profiles();
  const { models, aliases } = await prices.pricesFor(profiles);
  return {
    status: 'known',
    days: tally.days({ models: createNameIndex(models.keys()), aliases }),
    profiles: new Map(profiles.flatMap((arn) => toAlias(arn, aliases))),
  } as const;
}

/** A record names an application profile by the end of its ARN. */
function toAlias(arn: string, aliases: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const model = parseModelId(aliases.get(arn) ?? '')?.baseModel;
  const id = parseModelId(arn)?.resourceId;
  return model === undefined || id === undefined ? [] : [[id, toModelKey(model)]];
}

/** The manifest comes last, so that its files are whole. */
async function filesOf(
  period: string,
  { client, call, place }: DataExportOptions,
): Promise<readonly string[]> {
  const Key = manifestKey(place, period);
  const { Body: body, ContentLength: length = 0 } = await call(ACTION, () =>
    client.send(new GetObjectCommand({ Bucket: place.bucket, Key })),
  );
  if (!body || length > MAX_MANIFEST_BYTES) throw new InvalidInputError('its manifest cannot be read');
  return readManifest(await body.transformToString(), place);
}

interface Reading {
  readonly tally: BillTally;
  readonly budget: Budget;
  readonly options: DataExportOptions;
}

async function readFile(Key: string, { tally, budget, options }: Reading): Promise<void> {
  const { client, call, place } = options;
  const { Body: body } = await call(ACTION, () =>
    client.send(new GetObjectCommand({ Bucket: place.bucket, Key }), { abortSignal: budget.signal }),
  );
  if (!(body instanceof Readable)) throw new InvalidInputError('one of its files cannot be read');
  tally.startFile();
  await pipeline(
    body,
    createGunzip(),
    (chunks: AsyncIterable<Buffer>) => counted(chunks, budget),
    parse({ bom: true, max_record_size: MAX_RECORD_LENGTH, skip_empty_lines: true }),
    async (records: AsyncIterable<readonly string[]>) => {
      for await (const fields of records) tally.add(fields);
    },
    { signal: budget.signal },
  );
}

async function* counted(chunks: AsyncIterable<Buffer>, { spend }: Budget): AsyncIterable<Buffer> {
  for await (const chunk of chunks) {
    spend(chunk.byteLength);
    yield chunk;
  }
}

/** What may be read of one export. */
interface Budget {
  readonly signal: AbortSignal;
  /** Throws when nothing is left. */
  readonly spend: (bytes: number) => void;
}

function createBudget({ limits: { durationMs, unpackedBytes } = EXPORT_LIMITS }: DataExportOptions): Budget {
  let left = unpackedBytes;
  return {
    signal: AbortSignal.timeout(durationMs),
    spend: (bytes) => {
      left -= bytes;
      if (left < 0) throw new InvalidInputError(TOO_LARGE);
    },
  };
}

/** What stands in the way, with the setting and the fix. */
function toReading(error: unknown, place: DataExport): UnknownReading {
  const detail = (words: string): string => `The export of cost.dataExport was not read: ${words}.`;
  if (error instanceof InvalidInputError)
    return { status: 'unknown', reason: 'failed', detail: detail(error.message) };
  if (error instanceof CsvError)
    return { status: 'unknown', reason: 'failed', detail: detail('a file of it is no CSV') };
  if (isOutOfTime(error) || (error instanceof EvidenceFailure && isOutOfTime(error.cause)))
    return { status: 'unknown', reason: 'failed', detail: detail(TOO_LARGE) };
  if (!(error instanceof EvidenceFailure))
    return {
      status: 'unknown',
      reason: 'failed',
      detail: detail(`a file of it is damaged (${codeOf(error)})`),
    };
  const reading = toUnknown(error, ACTION);
  const where = `${place.prefix}/${place.exportName}`;
  const fix = `the manifest or a file under ${where} cannot be had; ${reading.detail.replace(/\.$/, '')}; docs/cost.md has what bucket, prefix, exportName and the bucket's key have to be`;
  return { ...reading, detail: detail(fix) };
}

const isOutOfTime = (error: unknown): boolean => ['AbortError', 'TimeoutError'].includes(codeOf(error));
