import { DAY_MS } from '#core/maturity/window.ts';
import type { AccountSetup } from '../aws/account.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../aws/server.ts';
import { principalOf } from '../function-principal.ts';
import { createObjectFolder, REPORT_KEYS } from '../object-folder.ts';
import { type HistoryCounts, makeHistory } from './history.ts';
import { EXAMPLE_SECRET, logGroupsOf, reportPlaceOf, type TeamTemplate } from './place.ts';
import type { Calendar, Team } from './team.ts';

/** A team's account, in which it has worked for two weeks. */
export interface TeamAccount {
  readonly aws: EmbeddedAws;
  /** What it holds; a test may take a permission away. */
  readonly setup: AccountSetup;
  readonly history: HistoryCounts;
  /** Resolves when all reports and mails so far are in their files. */
  readonly written: () => Promise<void>;
}

/** What an account is made with. */
export interface TeamAccountOptions {
  readonly team: Team;
  readonly template: TeamTemplate;
  readonly seed: number;
  readonly nowMs: number;
  readonly folders: TeamFolders;
  readonly onWarning: (message: string) => void;
  /**
   * Clock of the account.
   * @default - the machine's
   */
  readonly clock?: { readonly now: () => number; readonly monotonicMs: () => number } | undefined;
}

/** Where a team's reports and mails are kept. */
export interface TeamFolders {
  readonly reports: string;
  readonly mail: string;
}

/** How long the models of the examples take: what larger ones took in 2026, roughly. */
const LATENCY = { medianFirstTokenMs: 480, medianTokenMs: 14, sigma: 0.45 };

/** Starts the account on loopback and fills it with the team's history. */
export async function startTeamAccount(options: TeamAccountOptions): Promise<TeamAccount> {
  const { team, template, seed, nowMs, folders, onWarning, clock } = options;
  const reports = createObjectFolder({ folder: folders.reports, prefix: REPORT_KEYS, onWarning });
  const setup = { ...toSetup(team, template, toCalendar(nowMs)) };
  const aws = await startEmbeddedAws({
    account: setup,
    seed,
    mailFolder: folders.mail,
    onPut: reports.keep,
    onWarning,
    now: clock?.now,
    wallClock: clock?.monotonicMs,
  });
  try {
    aws.bedrock.setLatency(LATENCY);
    for (const { name, partitionKey, sortKey } of template.tables)
      await aws.createTable(name, partitionKey, sortKey);
    for (const { arn } of template.secrets) aws.putSecret(arn, EXAMPLE_SECRET);
    const history = await makeHistory({ team, template, aws, seed, nowMs });
    const written = async () => void (await Promise.all([reports.written(), aws.mailsWritten()]));
    return { aws, setup, history, written };
  } catch (error) {
    await aws.close();
    throw error;
  }
}

const toCalendar = (nowMs: number): Calendar => ({
  nowMs,
  daysAgo: (days) => new Date(nowMs - days * DAY_MS).toISOString(),
});

/** The team's own things and those that come with the stack; somebody there reads the report. */
function toSetup(team: Team, template: TeamTemplate, calendar: Calendar): AccountSetup {
  const own = team.account(calendar);
  const reader = { protocol: 'email', endpoint: `lead@${team.name}.example` };
  const reportTopic = { arn: reportPlaceOf(template).REPORT_TOPIC_ARN, subscriptions: [reader] };
  const isStackGuarded = team.guardrail === undefined;
  return {
    ...own,
    guardrails: [...(isStackGuarded ? template.guardrails : []), ...(own.guardrails ?? [])],
    buckets: [...template.buckets, ...(own.buckets ?? [])],
    topics: [...template.topics, reportTopic, ...(own.topics ?? [])],
    logGroups: [...logGroupsOf(template), ...(own.logGroups ?? [])],
    principals: [...(own.principals ?? []), ...template.functions.map(principalOf)],
  };
}
