import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Assessment } from '#core/maturity/assessment.ts';
import { workerCode } from '../lambda/worker-code.ts';
import type { LocalTemplate } from '../template.ts';
import type { TeamFolders } from './account.ts';
import { assessTeam } from './assess-team.ts';
import { attest } from './attest.ts';
import { EXAMPLE_TEAMS } from './examples.ts';
import type { HistoryCounts } from './history.ts';
import { type HostedTeam, hostTeam } from './hosted-team.ts';
import { toTeamTemplate } from './place.ts';
import type { TeamStart } from './protocol.ts';
import type { Team } from './team.ts';
import { teamWorkerCode } from './worker-code.ts';

/** The example teams, each in an account of its own. */
export interface ExampleTeams {
  /** Resolves when every team is assessed or has failed; never rejects. */
  readonly results: Promise<readonly TeamResult[]>;
  /** Ends all accounts, also before they are assessed. */
  readonly close: () => Promise<void>;
}

/** A team after its assessment, or why there is none. */
export type TeamResult =
  | {
      readonly status: 'assessed';
      readonly name: string;
      readonly story: string;
      /** The team's local AWS. */
      readonly endpoint: string;
      readonly history: HistoryCounts;
      readonly assessment: Assessment;
      readonly folders: TeamFolders;
    }
  | { readonly status: 'failed'; readonly name: string; readonly reason: string };

/** How the teams are started. */
export interface ExampleTeamsOptions {
  readonly template: LocalTemplate;
  readonly seed: number;
  /** Gets `reports/<team>` and `mail/<team>`; what an earlier run left in them is removed. */
  readonly folder: string;
  readonly onWarning: (message: string) => void;
  /**
   * Moment at which the histories end.
   * @default - now
   */
  readonly nowMs?: number | undefined;
}

/** Lets all teams work through their history and be assessed, side by side and beside everything else. */
export function startExampleTeams(options: ExampleTeamsOptions): ExampleTeams {
  const stop = new AbortController();
  const hosted: HostedTeam[] = [];
  const host: Host = async (team, folders) => {
    const one = hostTeam({
      start: toStart(team, folders, options),
      workerCode: await teamWorkerCode(),
      onWarning: options.onWarning,
    });
    hosted.push(one);
    if (stop.signal.aborted) await one.close();
    return one;
  };
  const context = { ...options, host, signal: stop.signal };
  const results = Promise.all(EXAMPLE_TEAMS.map((team) => runTeam(team, context)));
  return {
    results,
    close: async () => {
      stop.abort();
      await Promise.all(hosted.map((team) => team.close()));
      await results;
    },
  };
}

type Host = (team: Team, folders: TeamFolders) => Promise<HostedTeam>;

interface RunContext extends ExampleTeamsOptions {
  readonly host: Host;
  readonly signal: AbortSignal;
}

const toStart = (
  { name }: Team,
  folders: TeamFolders,
  { template, seed, nowMs = Date.now() }: ExampleTeamsOptions,
): TeamStart => ({ team: name, template: toTeamTemplate(template), seed, nowMs, folders });

async function runTeam(team: Team, context: RunContext): Promise<TeamResult> {
  const { template, folder, host, signal, nowMs = Date.now() } = context;
  const { name, story } = team;
  const folders = { reports: join(folder, 'reports', name), mail: join(folder, 'mail', name) };
  try {
    for (const old of Object.values(folders)) await rm(old, { recursive: true, force: true });
    const { ready, written } = await host(team, folders);
    const { endpoint, history } = await ready;
    await attest(team.attestations ?? [], { template, endpoint, nowMs });
    const place = { name, template, endpoint, folders };
    const assessment = await assessTeam({ ...place, workerCode: await workerCode(), written, signal });
    return { status: 'assessed', name, story, endpoint, history, assessment, folders };
  } catch (error) {
    return { status: 'failed', name, reason: error instanceof Error ? error.message : String(error) };
  }
}
