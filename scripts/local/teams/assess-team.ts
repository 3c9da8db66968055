import { copyFile, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { Assessment } from '#core/maturity/assessment.ts';
import { functionVariables } from '../function-variables.ts';
import { createFunctionPool } from '../lambda/pool.ts';
import { linkPrefixOf } from '../object-folder.ts';
import type { TeamFolders } from './account.ts';
import { HISTORY_DAYS } from './history.ts';
import { createFunctionLog } from './keep-logs.ts';
import { functionNamed, type TeamTemplate } from './place.ts';

/** Whose account is assessed. */
export interface AssessTeamOptions {
  readonly name: string;
  readonly template: TeamTemplate;
  /** The team's account. */
  readonly endpoint: string;
  readonly folders: TeamFolders;
  /** What Lambda's worker threads execute. */
  readonly workerCode: string;
  /** Resolves when all reports and mails so far are in their files. */
  readonly written: () => Promise<void>;
  /** Aborting it ends the function. */
  readonly signal: AbortSignal;
}

/** The stage of the account that is assessed. */
const STAGE = 'prod';

const Outcome = z.object({ kind: z.literal('report'), reportKey: z.string() });

/**
 * Runs the deployed maturity function once, as its weekly schedule does, and copies what it stored to where it is
 * easily found.
 */
export async function assessTeam(options: AssessTeamOptions): Promise<Assessment> {
  const { reportKey } = Outcome.parse(await runFunction(options));
  await options.written();
  const { reports } = options.folders;
  const newest = join(reports, dirname(reportKey));
  for (const file of await readdir(newest)) await copyFile(join(newest, file), join(reports, file));
  return Assessment.parse(JSON.parse(await readFile(join(reports, 'assessment.json'), 'utf8')));
}

async function runFunction({
  name,
  template,
  endpoint,
  folders,
  workerCode,
  signal,
}: AssessTeamOptions): Promise<unknown> {
  const definition = functionNamed(template, 'maturity');
  const log = createFunctionLog();
  const pool = createFunctionPool({
    definition,
    workerCode,
    variables: {
      ...functionVariables(definition, { endpoint, region: template.region }),
      TEAM: name,
      STAGE,
      WINDOW_DAYS: String(HISTORY_DAYS),
      REPORT_LINK_PREFIX: linkPrefixOf(folders.reports),
    },
    onLog: log.write,
  });
  const end = (): void => void pool.recycle();
  signal.addEventListener('abort', end, { once: true });
  try {
    signal.throwIfAborted();
    const outcome = await json(pool.invoke({ kind: 'report' }));
    await log.keep({ endpoint, region: template.region, logGroupName: definition.logGroupName });
    return outcome;
  } finally {
    signal.removeEventListener('abort', end);
    await pool.recycle();
  }
}
