import { parseRecurrence } from '#scripts/local/scheduler/recurrence.ts';
import { paidUnits } from './actions.ts';
import type { FunctionFacts, ScheduleFacts, StackFacts } from './facts.ts';
import type { MeasuredKind, MeasuredRun, Measurement } from './measurement.ts';
import { customMetrics } from './metrics.ts';
import { type Assumptions, KINDS, SHARES } from './mix.ts';
import type { PriceName } from './prices.ts';
import { HOURS_PER_MONTH, presence, toVolume, type Volume } from './volume.ts';

/** So many units of something that has a price. */
export interface Quantity {
  readonly item: string;
  readonly price: PriceName;
  readonly units: number;
}

/** What a month's bill is worked out from. */
export interface BillInput {
  readonly facts: StackFacts;
  readonly measurement: Measurement;
  readonly assumptions: Assumptions;
  /** Calls a month. */
  readonly calls: number;
}

const BYTES_PER_GB = 1e9;
const MONTHS_PER_YEAR = 12;
const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
/** Loading the code of a fresh environment: an upper limit for these bundles, not measured on Lambda. */
const START_SECONDS = 1;
/** What CloudWatch Logs adds to every line it keeps, bytes (limit of PutLogEvents; whether it is charged: not verified). */
const LINE_OVERHEAD_BYTES = 26;
/** DynamoDB asks KMS for a table's key at most once in five minutes of use (not verified for every caller). */
const TABLE_KEY_SECONDS = 300;

const GATEWAY = 'gateway';
const AUTHORIZER = 'authorizer';

/** All quantities of a month, of the items that are there without any call first. */
export function toQuantities(input: BillInput): readonly Quantity[] {
  const volume = toVolume(input.calls, input.facts, input.assumptions);
  const runs = monthlyRuns(input);
  return [
    ...fixedQuantities(input.facts),
    ...runQuantities(input, runs),
    ...callQuantities(input, volume),
    ...lambdaQuantities(input, { volume, runs }),
    ...logQuantities(input, { volume, runs }),
    ...encryptionQuantities(input, { volume, runs }),
  ].filter(({ units }) => units > 0);
}

/** Paid for by the month, whatever happens. */
function fixedQuantities(facts: StackFacts): readonly Quantity[] {
  return [
    { item: `alarms (${facts.alarms})`, price: 'alarmMetric', units: facts.alarmMetrics },
    { item: 'composite alarms', price: 'compositeAlarm', units: facts.compositeAlarms },
    { item: 'dashboards', price: 'dashboard', units: facts.dashboards },
    { item: 'Contributor Insights rules', price: 'insightRule', units: facts.insightRules },
    { item: 'KMS key', price: 'kmsKey', units: facts.kmsKeys },
    { item: 'Secrets Manager secret', price: 'secret', units: facts.secrets },
  ];
}

/** A measured run and how often it happens. */
interface MonthlyRun extends MeasuredRun {
  readonly times: number;
}

function monthlyRuns({ facts, measurement }: BillInput): readonly MonthlyRun[] {
  return facts.schedules.flatMap((schedule) => {
    const run = measurement.runs.find(
      ({ role, input }) => role === schedule.role && input === schedule.input,
    );
    return run ? [{ ...run, times: timesAMonth(schedule) }] : [];
  });
}

/** Counted over a year, so that months and weeks do not matter. */
function timesAMonth({ expression, timeZone }: ScheduleFacts): number {
  const [startMs, endMs] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
  const { next } = parseRecurrence({ expression, timeZone, startMs });
  let times = 0;
  for (let dueMs = next(startMs); dueMs !== undefined && dueMs < endMs; dueMs = next(dueMs)) times += 1;
  return times / MONTHS_PER_YEAR;
}

function runQuantities(
  { facts, measurement, calls }: BillInput,
  runs: readonly MonthlyRun[],
): readonly Quantity[] {
  const total = (of: (run: MonthlyRun) => number) => sum(runs.map((run) => run.times * of(run)));
  const gigabytesADay = (calls * perCall(measurement, ingestedBytes)) / BYTES_PER_GB / DAYS_PER_MONTH;
  const publishes = total(({ apiCalls }) => paidUnits(apiCalls).get('publish') ?? 0);
  return [
    { item: 'EventBridge Scheduler', price: 'scheduledRun', units: total(() => 1) },
    {
      item: 'GetMetricData of scheduled runs',
      price: 'metricRequested',
      units: total((run) => run.metricsRequested),
    },
    {
      item: 'Logs Insights queries of scheduled runs',
      price: 'logScanGb',
      units: gigabytesADay * total(({ logDaysScanned }) => logDaysScanned),
    },
    ...apiQuantities(
      'scheduled runs',
      runs.map(({ apiCalls, times }) => ({ apiCalls, times })),
    ),
    {
      item: 'S3 storage of reports after a year',
      price: 'bucketGb',
      units: (MONTHS_PER_YEAR * total(({ objectBytes }) => objectBytes)) / BYTES_PER_GB,
    },
    { item: 'mails', price: 'mail', units: publishes * facts.mailSubscriptions },
  ];
}

function callQuantities(
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

interface Repeated {
  readonly apiCalls: Readonly<Record<string, number>>;
  readonly times: number;
}

function apiQuantities(of: string, repeated: readonly Repeated[]): readonly Quantity[] {
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

interface Happening {
  readonly volume: Volume;
  readonly runs: readonly MonthlyRun[];
}

/** Time by function: the gateway waits for the model, which is most of what it is paid for. */
function lambdaQuantities(
  { facts, measurement, assumptions }: BillInput,
  { volume: { calls, authorisations, starts }, runs }: Happening,
): readonly Quantity[] {
  return facts.functions.flatMap((each) => {
    const own = runs.filter(({ role }) => role === each.role);
    const ran = {
      invocations: sum(own.map(({ times }) => times)),
      seconds: sum(own.map((run) => run.times * run.seconds)),
    };
    if (each.role === GATEWAY)
      return timeOf(each, {
        invocations: calls,
        seconds: calls * (assumptions.modelSeconds + measurement.overheadSeconds) + starts * START_SECONDS,
      });
    if (each.role === AUTHORIZER)
      return timeOf(each, {
        invocations: authorisations,
        seconds: authorisations * measurement.authorisation.seconds + starts * START_SECONDS,
      });
    return timeOf(each, { ...ran, seconds: ran.seconds + ran.invocations * START_SECONDS });
  });
}

function timeOf(
  { role, memoryGb, isArm }: FunctionFacts,
  { invocations, seconds }: { readonly invocations: number; readonly seconds: number },
): readonly Quantity[] {
  return [
    { item: `Lambda invocations, ${role}`, price: 'lambdaRequest', units: invocations },
    {
      item: `Lambda time, ${role} (${memoryGb * 1_024} MB)`,
      price: isArm ? 'lambdaArmGbSecond' : 'lambdaX86GbSecond',
      units: seconds * memoryGb,
    },
  ];
}

function logQuantities({ facts, measurement }: BillInput, { volume, runs }: Happening): readonly Quantity[] {
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
function encryptionQuantities({ facts }: BillInput, { volume, runs }: Happening): readonly Quantity[] {
  const ran = sum(runs.map(({ times }) => times));
  const tableKeys =
    facts.tables *
    ((HOURS_PER_MONTH * 3_600) / TABLE_KEY_SECONDS) *
    presence(volume.authorisations, TABLE_KEY_SECONDS);
  return [{ item: 'KMS requests', price: 'kmsRequest', units: 2 * (volume.starts + ran) + tableKeys }];
}

/** The average call of the mix. */
export function perCall(measurement: Measurement, of: (kind: MeasuredKind) => number): number {
  return sum(KINDS.map((kind) => SHARES[kind] * of(kindOf(measurement, kind))));
}

/** Bytes that CloudWatch Logs takes in for a call, its own addition included. */
export const ingestedBytes = ({ logBytes, logLines }: MeasuredKind): number =>
  logBytes + logLines * LINE_OVERHEAD_BYTES;

/** Throws when the kind was not measured: a kind that is left out would be one that costs nothing. */
export function kindOf({ kinds }: Measurement, kind: string): MeasuredKind {
  const measured = kinds[kind];
  if (!measured) throw new TypeError(`No call of the kind "${kind}" was measured.`);
  return measured;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
