import { apiQuantities } from './actions.ts';
import { ingestedBytes, kindOf, perCall } from './average-call.ts';
import { customMetrics } from './metrics.ts';
import { KINDS, SHARES } from './mix.ts';
import { type BillInput, BYTES_PER_GB, type Happening, type Quantity } from './quantity.ts';
import { DAYS_PER_MONTH, presence, SECONDS_PER_MONTH, type Volume } from './volume.ts';

/** DynamoDB asks KMS for a table's key at most once in five minutes of use (not verified for every caller). */
const TABLE_KEY_SECONDS = 300;

/** What calls use besides the functions' time and the log. */
export function callQuantities(
  { facts, measurement, assumptions, calls }: BillInput,
  volume: Volume,
): readonly Quantity[] {
  const { authorisations, starts, traces } = volume;
  const kinds = KINDS.map((kind) => ({
    apiCalls: kindOf(measurement, kind).apiCalls,
    times: calls * SHARES[kind],
  }));
  return [
    { item: 'API Gateway requests', price: 'apiRequest', units: calls },
    {
      item: 'data transfer out',
      price: 'transferGb',
      units: (calls * perCall(measurement, ({ responseBytes }) => responseBytes)) / BYTES_PER_GB,
    },
    {
      item: 'own metrics',
      price: 'metric',
      units: customMetrics(measurement, { calls, models: assumptions.models }),
    },
    {
      item: 'events matched by Contributor Insights',
      price: 'insightEvent',
      units: calls * facts.insightRules,
    },
    { item: 'X-Ray traces', price: 'trace', units: traces },
    ...apiQuantities('calls', kinds),
    ...apiQuantities('authorisations', [{ ...measurement.authorisation, times: authorisations }]),
    ...apiQuantities('fresh environments', [{ apiCalls: measurement.startCalls, times: starts }]),
  ];
}

/** Log lines of calls and of scheduled runs. */
export function logQuantities(
  { facts, measurement }: BillInput,
  { volume, runs }: Happening,
): readonly Quantity[] {
  const ofRuns = sum(runs.map(({ times, logBytes }) => times * logBytes));
  const gigabytes = (volume.calls * perCall(measurement, ingestedBytes) + ofRuns) / BYTES_PER_GB;
  const monthsKept = facts.logRetentionDays / DAYS_PER_MONTH;
  return [
    { item: 'log ingestion', price: 'logIngestionGb', units: gigabytes },
    {
      item: `log storage when ${facts.logRetentionDays} days are full`,
      price: 'logStorageGb',
      units: gigabytes * measurement.compressedShare * monthsKept,
    },
  ];
}

/** One request for the variables of a fresh environment, one for each secret read, those for tables as long as they are used. */
export function encryptionQuantities({ facts }: BillInput, { volume, runs }: Happening): readonly Quantity[] {
  const ran = sum(runs.map(({ times }) => times));
  const tableKeys =
    facts.tables *
    (SECONDS_PER_MONTH / TABLE_KEY_SECONDS) *
    presence(volume.authorisations, TABLE_KEY_SECONDS);
  return [{ item: 'KMS requests', price: 'kmsRequest', units: 2 * (volume.starts + ran) + tableKeys }];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
