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
import { ASSESSED_STAGE, functionNamed, type TeamTemplate } from './place.ts';

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

const Outcome = z.object({ kind: z.literal('report'), reportKey: z.string() });

/**
 * Runs the deployed cost and maturity functions once each, as their schedules do, and copies what came of it to where
 * it is easily found.
 */
export async function assessTeam(options: AssessTeamOptions): Promise<Assessment> {
  await runFunction(options, {
    role: 'cost',
    event: { kind: 'rollup' },
    variables: { LOOK_BACK_DAYS: String(HISTORY_DAYS - 1) },
  });
  const outcome = await runFunction(options, {
    role: 'maturity',
    event: { kind: 'report' },
    variables: {
      TEAM: options.name,
      WINDOW_DAYS: String(HISTORY_DAYS),
      REPORT_LINK_PREFIX: linkPrefixOf(options.folders.reports),
    },
  });
  const { reportKey } = Outcome.parse(outcome);
  await options.written();
  const { reports } = options.folders;
  const newest = join(reports, dirname(reportKey));
  for (const file of await readdir(newest)) await copyFile(join(newest, file), join(reports, file));
  return Assessment.parse(JSON.parse(await readFile(join(reports, 'assessment.json'), 'utf8')));
}

/** One run of one of the stack's functions. */
interface FunctionRun {
  readonly role: string;
  readonly event: unknown;
  readonly variables: Readonly<Record<string, string>>;
}

async function runFunction(
  { template, endpoint, workerCode, signal }: AssessTeamOptions,
  { role, event, variables }: FunctionRun,
): Promise<unknown> {
  const definition = functionNamed(template, role);
  const log = createFunctionLog();
  const pool = createFunctionPool({
    definition,
    workerCode,
    variables: {
      ...functionVariables(definition, { endpoint, region: template.region }),
      STAGE: ASSESSED_STAGE,
      ...variables,
    },
    onLog: log.write,
  });
  const end = (): void => void pool.recycle();
  signal.addEventListener('abort', end, { once: true });
  try {
    signal.throwIfAborted();
    const outcome = await json(pool.invoke(event));
    await log.keep({ endpoint, region: template.region, logGroupName: definition.logGroupName });
    return outcome;
  } finally {
    signal.removeEventListener('abort', end);
    await pool.recycle();
  }
}
