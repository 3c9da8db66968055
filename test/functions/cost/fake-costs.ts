import { daysBetween } from '#core/rollup/day.ts';
import type { DayHead } from '#core/rollup/plan.ts';
import type { BilledDay, BillSource, Reconciliation, UnreadBill } from '#core/rollup/reconcile.ts';
import {
  type ConversationRow,
  type CostPage,
  type CostRow,
  NO_COSTS,
  type RatingRow,
} from '#core/rollup/row.ts';
import type { CostDependencies, CostSettings } from '#functions/cost/dependencies.ts';
import { createHandler } from '#functions/cost/handler.ts';
import type { DailyCosts } from '#functions/cost-ports.ts';
import type { LogAnswer, LogReader } from '#functions/ports.ts';

/** What a fake account holds. */
export interface FakeCosts {
  readonly nowMs: () => number;
  readonly heads?: readonly DayHead[];
  readonly rows?: readonly CostRow[];
  readonly ratings?: readonly RatingRow[];
  readonly conversations?: readonly ConversationRow[];
  readonly reconciliations?: readonly Reconciliation[];
  /** Answers of Logs Insights. @default - no call was made */
  readonly answer?: (request: Parameters<LogReader['query']>[0]) => LogAnswer;
  /** @default - nothing is compared */
  readonly billed?: readonly BilledDay[] | 'unknown';
  /** Where the scripted bill is from. @default 'cost_explorer' */
  readonly source?: BillSource;
  readonly unread?: readonly UnreadBill[];
  readonly settings?: Partial<CostSettings>;
  /** In place of the table's own. */
  readonly costs?: (table: DailyCosts) => Partial<DailyCosts>;
}

/** All that a table holds of some days. */
export async function readAll(
  costs: DailyCosts,
  { tenant, ...days }: { readonly from: string; readonly to: string; readonly tenant?: string },
): Promise<CostPage> {
  const pages: CostPage[] = [];
  const heads = await costs.heads(days.from, days.to);
  await costs.read({ heads, tenant }, (page) => pages.push(page) > 0);
  return {
    rows: pages.flatMap(({ rows }) => rows),
    ratings: pages.flatMap(({ ratings }) => ratings),
    conversations: pages.flatMap(({ conversations }) => conversations),
  };
}

/** A row of a tenant's calls; amounts in picodollars. */
export const costRow = (row: Partial<CostRow> & Pick<CostRow, 'day'>): CostRow => ({
  ...NO_COSTS,
  tenant: 'acme',
  model: 'amazon.nova-lite-v1:0',
  route: '/model/{modelId}/converse',
  ...row,
});

export const head = (day: string, more: Partial<DayHead> = {}): DayHead => ({
  ...{ day, rolledUpAt: `${day}T23:00:00.000Z`, isFinal: true, hasUsers: true },
  ...more,
});

/** The cost function between a table in memory, a scripted log and a scripted bill. */
export function fakeCosts(account: FakeCosts) {
  const table = createTable(account);
  const queries: Parameters<LogReader['query']>[0][] = [];
  const asked: (readonly [string, string])[] = [];
  const written: Reconciliation[] = [];
  const warnings: string[] = [];
  const { billed } = account;
  const dependencies: CostDependencies = {
    costs: { ...table.costs, ...account.costs?.(table.costs) },
    logs: {
      query: async (request) => {
        queries.push(request);
        return account.answer?.(request) ?? { status: 'known', rows: [] };
      },
    },
    clock: { now: account.nowMs, sleep: async () => undefined },
    log: { info: () => undefined, warn: (message) => void warnings.push(message) },
    ...(billed !== undefined && {
      reconciliation: {
        bills: {
          [account.source ?? 'cost_explorer']: {
            billed: async (from: string, to: string) => {
              asked.push([from, to]);
              return billed === 'unknown'
                ? ({ status: 'unknown', reason: 'denied', detail: 'refused' } as const)
                : ({ status: 'known', days: billed } as const);
            },
          },
        },
        sink: { write: (each: Reconciliation) => void written.push(each) },
      },
    }),
    settings: {
      stage: 'dev',
      gatewayLogGroup: '/gateway',
      feedbackLogGroup: '/feedback',
      lookBackDays: 3,
      readers: ['finance'],
      maxDifferencePercent: 10,
      ...account.settings,
    },
  };
  return { handler: createHandler(dependencies), table, queries, asked, written, warnings };
}

function createTable(account: FakeCosts) {
  const heads = new Map((account.heads ?? []).map((each) => [each.day, each]));
  const rows = new Map((account.rows ?? []).map((row) => [JSON.stringify(keyOf(row)), row]));
  const byTenant = <Row extends { readonly day: string; readonly tenant: string }>(
    all: readonly Row[] = [],
  ) => new Map(all.map((row) => [`${row.day} ${row.tenant}`, row]));
  const ratings = byTenant(account.ratings);
  const conversations = byTenant(account.conversations);
  const bills = new Map((account.reconciliations ?? []).map((each) => [`${each.day} ${each.source}`, each]));
  const unread: UnreadBill[] = [...(account.unread ?? [])];
  const within = <Row extends { readonly day: string }>(from: string, to: string, all: Iterable<Row>) =>
    [...all].filter(({ day }) => daysBetween(from, to).includes(day));
  const costs: DailyCosts = {
    heads: async (from, to) => within(from, to, heads.values()),
    save: async (day) => {
      for (const [key, row] of rows) if (row.day === day.head.day) rows.delete(key);
      for (const row of day.rows) rows.set(JSON.stringify(keyOf(row)), row);
      for (const [key, row] of byTenant(day.ratings)) ratings.set(key, row);
      for (const [key, row] of byTenant(day.conversations)) conversations.set(key, row);
      heads.set(day.head.day, day.head);
    },
    read: async ({ heads: asked, tenant }, visit) => {
      const isAsked = (row: { readonly day: string; readonly tenant: string }): boolean =>
        asked.some(({ day }) => day === row.day) && (tenant === undefined || row.tenant === tenant);
      return visit({
        rows: [...rows.values()].filter(isAsked),
        ratings: [...ratings.values()].filter(isAsked),
        conversations: [...conversations.values()].filter(isAsked),
      });
    },
    saveReconciliations: async (all) => {
      for (const each of all) bills.set(`${each.day} ${each.source}`, each);
    },
    saveUnreadBill: async (bill) => void unread.push(bill),
    reconciliations: async (from, to) => ({
      compared: within(from, to, bills.values()),
      unread: within(from, to, unread),
    }),
  };
  return { costs, heads, rows, ratings, conversations, bills, unread };
}

const keyOf = ({ day, tenant, application, model, route, user }: CostRow) => [
  ...[day, tenant, application ?? null, model, route, user ?? null],
];
