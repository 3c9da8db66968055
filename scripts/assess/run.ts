import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '#adapters/clock.ts';
import { ConfigurationError, InvalidInputError } from '#core/errors.ts';
import { parseJson } from '#core/json/parse-json.ts';
import { assess } from '#core/maturity/assess.ts';
import type { Assessment } from '#core/maturity/assessment.ts';
import { ObservationSet } from '#core/maturity/observation.ts';
import { withForecasts } from '#core/outlook/forecasts-fact.ts';
import { Outlook } from '#core/outlook/outlook.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import { observe } from '#functions/maturity/observe.ts';
import { renderFiles } from '#functions/maturity/render.ts';
import { resolveRegion } from '../aws-command/region.ts';
import type { AssessOptions } from './options.ts';

/** What the text report links to: the HTML report beside it, so that the same set gives the same bytes anywhere. */
const LINK = 'report.html';

const NO_FORECASTS = 'Forecasts are made by a deployed stack each day; this command makes none.';

/** Told how many parts of the evidence are read. */
export type OnProgress = (done: number, total: number) => void;

/** Reads or replays the evidence, assesses it and writes the report. */
export async function runAssess(options: AssessOptions, onProgress: OnProgress): Promise<Assessment> {
  const set =
    options.replay === undefined
      ? await observeAccount(options, onProgress)
      : await readObservations(options.replay);
  const assessment = assess(set);
  const outlook = options.replay === undefined ? undefined : await readOutlookBeside(options.replay, set);
  if (options.output !== undefined) await writeReport(options.output, { set, assessment, outlook });
  return assessment;
}

async function observeAccount(options: AssessOptions, onProgress: OnProgress): Promise<ObservationSet> {
  const region = await resolveRegion(options);
  const { profile, pipelineRolePattern } = options;
  const evidence = createLiveEvidence({ region, profile, pipelineRolePattern, clock: systemClock });
  const { team, stage, days, gatewayLogGroup, feedbackLogGroup, gatewayRoleArn } = options;
  const set = await observe(
    { ...evidence, onProgress },
    { team, stage, region, windowDays: days, gatewayLogGroup, feedbackLogGroup, gatewayRoleArn },
  );
  return withForecasts(set, undefined, NO_FORECASTS);
}

async function readObservations(file: string): Promise<ObservationSet> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new InvalidInputError(`${file} cannot be read: ${reasonOf(error)}.`, { cause: error });
  });
  const parsed = ObservationSet.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [problem] = parsed.error.issues;
  throw new InvalidInputError(
    `${file} holds no observation set: ${problem?.path.join('.') || 'the file'}: ${problem?.message}. Give an observations.json that assess wrote.`,
  );
}

/** The forecasts that a deployed stack kept beside the observations: without them its report is another one. */
async function readOutlookBeside(
  replay: string,
  { observedAt }: ObservationSet,
): Promise<Outlook | undefined> {
  const text = await readFile(join(dirname(replay), 'outlook.json'), 'utf8').catch(() => undefined);
  const outlook = Outlook.safeParse(text === undefined ? undefined : parseJson(text)).data;
  // one that was made later belongs to another report
  return outlook && outlook.computedAt <= observedAt ? outlook : undefined;
}

/** What a report is written from. */
interface ReportInput {
  readonly set: ObservationSet;
  readonly assessment: Assessment;
  readonly outlook: Outlook | undefined;
}

async function writeReport(folder: string, { set, assessment, outlook }: ReportInput): Promise<void> {
  const files = Object.entries(renderFiles(set, assessment, { link: LINK, outlook }));
  try {
    await mkdir(folder, { recursive: true });
    await Promise.all(files.map(([name, content]) => writeFile(join(folder, name), content)));
  } catch (error) {
    throw new ConfigurationError(
      `The report cannot be written to ${folder}: ${reasonOf(error)}. Choose another folder with --output.`,
      { cause: error },
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
