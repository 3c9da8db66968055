import type { CostsAnswer } from '#core/rollup/costs-answer.ts';
import type { CostGroup } from '#core/rollup/summary.ts';
import type {
  AlarmsAnswer,
  Connection,
  DashboardsAnswer,
  DataAnswer,
  MailsAnswer,
  RecordsAnswer,
  ReportAnswer,
} from '../answers.ts';

/** The API that the page is served by; the answers are its own, so that they are not checked again. */
export interface Api {
  readonly connection: () => Promise<Connection>;
  readonly dashboards: () => Promise<DashboardsAnswer>;
  readonly data: (request: DataRequest, signal: AbortSignal) => Promise<DataAnswer>;
  readonly alarms: () => Promise<AlarmsAnswer>;
  readonly records: (sinceMs: number | undefined, signal: AbortSignal) => Promise<RecordsAnswer>;
  readonly costs: (request: CostsRequest, signal: AbortSignal) => Promise<CostsAnswer>;
  readonly mails: () => Promise<MailsAnswer>;
  readonly report: () => Promise<ReportAnswer>;
  /** What to do about each alarm, in Markdown. */
  readonly runbook: () => Promise<string>;
  /** Address of a form of the newest report. */
  readonly reportAddress: (name: 'latest.html' | 'latest.json') => string;
}

/** What a widget's data is asked with. */
export interface DataRequest {
  readonly dashboard: string;
  readonly widget?: number | undefined;
  readonly start: number;
  readonly end: number;
  readonly periodSeconds?: number | undefined;
}

/** Costs of which days, both included, by what. */
export interface CostsRequest {
  readonly from: string;
  readonly to: string;
  readonly by: CostGroup;
}

/** The API of an account; `base` goes in front of its paths. */
export function createApi(base: string): Api {
  const root = `${base}/v1/console`;
  const get = <Answer>(path: string, signal?: AbortSignal): Promise<Answer> =>
    read<Answer>(`${root}/${path}`, signal ? { signal } : {});
  return {
    connection: () => get('connection'),
    dashboards: () => get('dashboards'),
    data: (asked, signal) =>
      read(`${root}/data`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
        signal,
      }),
    alarms: () => get('alarms'),
    records: (sinceMs, signal) => get(sinceMs === undefined ? 'records' : `records?since=${sinceMs}`, signal),
    costs: ({ from, to, by }, signal) => read(`${base}/v1/costs?from=${from}&to=${to}&by=${by}`, { signal }),
    mails: () => get('mails'),
    report: () => get('reports/latest.json'),
    runbook: async () => (await request(`${root}/runbook.md`, {})).text(),
    reportAddress: (name) => `${root}/reports/${name}`,
  };
}

/** Refusals for want of capacity, which pass: as often as this the question is asked again, after this long. */
const MAX_TRIES = 4;
const PAUSE_MS = 500;

async function read<Answer>(path: string, init: RequestInit): Promise<Answer> {
  return (await request(path, init)).json();
}

async function request(path: string, init: RequestInit, tries = 1): Promise<Response> {
  const response = await fetch(path, init);
  if (response.ok) return response;
  if (response.status === 429 && tries < MAX_TRIES) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * tries));
    init.signal?.throwIfAborted();
    return request(path, init, tries + 1);
  }
  throw new Error(await describeRefusal(response, path));
}

/** What the server says, where it says anything. */
async function describeRefusal(response: Response, path: string): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined); // a proxy on the way may answer in HTML
  const isSaid = typeof body === 'object' && body !== null && 'message' in body;
  return isSaid && typeof body.message === 'string'
    ? `${body.message} (HTTP ${response.status})`
    : `${path.split('?')[0]}: HTTP ${response.status}`;
}
