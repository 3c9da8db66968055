import * as z from 'zod';
import { pageOf } from '../../paging.ts';

/** Something that happened to an alarm. */
export interface HistoryItem {
  readonly alarmName: string;
  readonly atMs: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

// newest that are kept; CloudWatch keeps 30 days
const MOST_ITEMS = 10_000;
const PAGE_SIZE = 100;

export const AlarmHistoryRequest = z.object({
  AlarmName: z.string().min(1).max(255).optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm'])).default(['MetricAlarm']),
  HistoryItemType: z.string().optional(),
  StartDate: z.number().optional(),
  EndDate: z.number().optional(),
  MaxRecords: z.int().min(1).max(PAGE_SIZE).default(PAGE_SIZE),
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
});
export type AlarmHistoryRequest = z.infer<typeof AlarmHistoryRequest>;

/** What happened to the alarms of an account, oldest first. */
export interface AlarmHistory {
  readonly add: (item: HistoryItem) => void;
  readonly describe: (request: AlarmHistoryRequest) => unknown;
}

/** Creates an empty history. */
export function createAlarmHistory(): AlarmHistory {
  let items: HistoryItem[] = [];
  return {
    add: (item) => {
      items.push(item);
      if (items.length >= 2 * MOST_ITEMS) items = items.slice(-MOST_ITEMS);
    },
    describe: (request) => describe(items, request),
  };
}

function describe(all: readonly HistoryItem[], request: AlarmHistoryRequest) {
  const found = all
    .filter((item) => isAsked(item, request))
    .toSorted((left, right) => left.atMs - right.atMs);
  const ordered = request.ScanBy === 'TimestampAscending' ? found : found.toReversed();
  const { items, nextToken } = pageOf(ordered, {
    size: request.MaxRecords,
    token: request.NextToken,
    invalidToken: 'InvalidNextToken',
  });
  return { AlarmHistoryItems: items.map(toMember), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

function isAsked({ alarmName, atMs, type }: HistoryItem, request: AlarmHistoryRequest): boolean {
  const {
    AlarmName,
    AlarmTypes,
    HistoryItemType,
    StartDate = 0,
    EndDate = Number.POSITIVE_INFINITY,
  } = request;
  return (
    AlarmTypes.includes('MetricAlarm') &&
    (AlarmName ?? alarmName) === alarmName &&
    (HistoryItemType ?? type) === type &&
    atMs >= StartDate * 1_000 &&
    atMs <= EndDate * 1_000
  );
}

const toMember = ({ alarmName, atMs, type, summary, data }: HistoryItem) => ({
  AlarmName: alarmName,
  AlarmType: 'MetricAlarm',
  Timestamp: atMs / 1_000,
  HistoryItemType: type,
  HistorySummary: summary,
  HistoryData: data,
});
