import { readFileSync } from 'node:fs';
import type { GraphPlan } from '#core/console/graph-queries.ts';
import type { Assessment } from '#core/maturity/assessment.ts';
import type { ConsoleDependencies } from '#functions/console/dependencies.ts';
import type { AlarmState, LogLine, SentMail } from '#functions/console-ports.ts';

/** The moment that fakes live in. */
export const NOW_MS = Date.parse('2026-11-21T12:00:00Z');

/** `${PROP('Dim.Model')}`, which CloudWatch fills in. */
const DYNAMIC = /\$\{PROP\('Dim\.(\w+)'\)\}/g;

/** What an account holds for a test. */
export interface FakeAccount {
  /** Bodies by dashboard. */
  readonly dashboards: Readonly<Record<string, unknown>>;
  /** Value of a line at a moment; `undefined` where it has no data. */
  readonly valueAt?: (query: GraphPlan['queries'][number], timeMs: number) => number | undefined;
  readonly alarms?: readonly AlarmState[];
  readonly lines?: readonly LogLine[];
  readonly logRows?: readonly Readonly<Record<string, string>>[];
  readonly contributors?: readonly { readonly keys: readonly string[]; readonly value: number }[];
  readonly assessment?: Assessment;
  readonly mails?: readonly SentMail[];
  readonly nowMs?: () => number;
}

/** Dependencies that answer from memory, and what was asked of them. */
export function fakeConsole(account: FakeAccount) {
  const asked = {
    plans: [] as GraphPlan[],
    logs: [] as unknown[],
    tails: [] as unknown[],
    rules: [] as unknown[],
  };
  const names = Object.keys(account.dashboards);
  const { valueAt = () => undefined, nowMs = () => NOW_MS } = account;
  const dependencies: ConsoleDependencies = {
    dashboards: {
      body: async (name) => ({
        status: 'known',
        body: JSON.stringify(account.dashboards[name.slice('wm-'.length)]),
      }),
    },
    graphs: {
      read: async (plan) => {
        asked.plans.push(plan);
        const times: number[] = [];
        for (let at = plan.startMs; at < Math.min(plan.endMs, nowMs()); at += plan.periodSeconds * 1_000)
          times.push(at);
        const series = plan.queries
          .filter(({ returnsData }) => returnsData)
          .map((query) => ({
            id: query.id,
            label: (query.label ?? query.id).replaceAll(DYNAMIC, 'some $1'),
            points: times.flatMap((at) => {
              const value = valueAt(query, at);
              return value === undefined ? [] : [[at, value] as const];
            }),
          }));
        return { status: 'known', series };
      },
    },
    contributors: {
      read: async (request) => {
        asked.rules.push(request);
        const contributors = account.contributors ?? [];
        const total = contributors.reduce((sum, { value }) => sum + value, 0);
        return {
          status: 'known',
          keyLabels: ['$.model'],
          contributors,
          total,
          uniqueContributors: contributors.length,
        };
      },
    },
    alarms: { all: async () => ({ status: 'known', alarms: account.alarms ?? [] }) },
    records: {
      newest: async (request) => {
        asked.tails.push(request);
        const lines = (account.lines ?? []).filter(({ timeMs }) => timeMs >= request.sinceMs);
        return {
          status: 'known',
          lines: lines.slice(0, request.most),
          isComplete: lines.length <= request.most,
        };
      },
    },
    logs: {
      query: async (request) => {
        asked.logs.push(request);
        return { status: 'known', rows: account.logRows ?? [] };
      },
    },
    store: { latest: async () => account.assessment },
    outlooks: { latest: async () => undefined },
    mails: account.mails && { newest: async () => account.mails ?? [] },
    clock: { now: nowMs },
    siteFile: (name) =>
      readFileSync(name === 'runbook.md' ? 'docs/runbook.md' : `functions/console/site/${name}`, 'utf8'),
    settings: {
      stage: 'dev',
      team: 'Our team',
      region: 'us-east-1',
      model: 'amazon.nova-lite-v1:0',
      dashboards: Object.fromEntries(names.map((name) => [name, `wm-${name}`])),
      tenants: ['team', 'tests'],
    },
  };
  return { dependencies, asked };
}
