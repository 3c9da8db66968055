import { join, relative } from 'node:path';
import { LEVELS } from '#core/maturity/levels.ts';
import type { LocalStack } from '../stack.ts';
import { LOCAL_BUILD_FOLDER } from '../synthesise.ts';
import { startExampleTeams, type TeamResult } from '../teams/start-teams.ts';
import type { StartOptions } from './options.ts';
import type { Style } from './report.ts';

/** What there is to tell about an example team. */
export type TeamSummary =
  | {
      readonly status: 'assessed';
      readonly name: string;
      readonly story: string;
      readonly level: number;
      readonly solidLevel: number;
      readonly skippedLevels: readonly number[];
      /** Of the lowest level that is not reached; the highest one when all are. */
      readonly score: { readonly level: number; readonly met: number; readonly total: number };
      /** Title of the most useful next action; `null` when there is none. */
      readonly nextAction: string | null;
      /** File of the HTML report. */
      readonly report: string;
      /** Folder of the mails. */
      readonly mail: string;
      /** The team's local AWS. */
      readonly awsEndpoint: string;
      /** Calls in its history, through the gateway and past it. */
      readonly calls: number;
    }
  | { readonly status: 'failed'; readonly name: string; readonly reason: string };

/** Teams on their way. */
export interface StartedTeams {
  /** Never rejects: a team that fails is told as such. Resolves to nothing when all were stopped before. */
  readonly summaries: Promise<readonly TeamSummary[] | undefined>;
  readonly close: () => Promise<void>;
}

/** Starts the example teams beside the stack, whose deployable functions they run. */
export function startTeams(
  { template }: LocalStack,
  { seed }: Pick<StartOptions, 'seed'>,
  onProgress: (line: string) => void,
): StartedTeams {
  onProgress('Assessing three example teams, each in an account of its own with 14 days of calls …');
  const teams = startExampleTeams({ template, seed, folder: LOCAL_BUILD_FOLDER, onWarning: onProgress });
  let isStopped = false;
  return {
    summaries: teams.results.then((results) => (isStopped ? undefined : results.map(toSummary))),
    close: () => {
      isStopped = true;
      return teams.close();
    },
  };
}

/** What of a result is told. */
export function toSummary(result: TeamResult): TeamSummary {
  if (result.status === 'failed') return result;
  const { name, story, endpoint, history, assessment, folders } = result;
  const { level, solidLevel, skippedLevels, levels, nextActions } = assessment;
  const open = levels.find(({ isReached }) => !isReached) ?? levels.at(-1);
  return {
    status: 'assessed',
    name,
    story,
    level,
    solidLevel,
    skippedLevels,
    score: { level: open?.level ?? 0, met: open?.met ?? 0, total: open?.total ?? 0 },
    nextAction: nextActions[0]?.title ?? null,
    report: join(folders.reports, 'report.html'),
    mail: folders.mail,
    awsEndpoint: endpoint,
    calls: history.throughGateway + history.direct,
  };
}

/** The teams as text. */
export function formatTeams(summaries: readonly TeamSummary[], { strong, faint }: Style): string {
  const head = strong('Three example teams, assessed by the maturity function from 14 days of calls');
  return `${[head, ...summaries.flatMap((summary) => formatTeam(summary, faint))].join('\n')}\n`;
}

const NAME_WIDTH = 10;

function formatTeam(summary: TeamSummary, faint: Style['faint']): readonly string[] {
  const name = `  ${summary.name.padEnd(NAME_WIDTH)}`;
  if (summary.status === 'failed') return [`${name}was not assessed: ${summary.reason}`];
  const indent = ' '.repeat(name.length);
  const { level, score, nextAction, report, story } = summary;
  const levelName = LEVELS.find((each) => each.level === level)?.name ?? 'nothing evidenced';
  return [
    `${name}level ${level} ${levelName}, ${standing(summary)}`,
    `${indent}${score.met} of ${score.total} for level ${score.level}; next: ${nextAction ?? 'nothing is open'}`,
    `${indent}${relative(process.cwd(), report)}`,
    faint(`${indent}${story}`),
  ];
}

function standing({
  solidLevel,
  skippedLevels,
}: {
  readonly solidLevel: number;
  readonly skippedLevels: readonly number[];
}): string {
  return skippedLevels.length === 0
    ? `solid level ${solidLevel}`
    : `solid level ${solidLevel} (skipped: ${skippedLevels.join(', ')})`;
}
