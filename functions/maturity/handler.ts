import { answer, type ProxyAnswer, refuse } from '#core/http/proxy-answer.ts';
import { tenantOfCaller } from '#core/keys/caller.ts';
import { assess } from '#core/maturity/assess.ts';
import { missingByLevel } from '#core/maturity/missing.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { renderSubject } from '#core/report/subject.ts';
import type { MaturityDependencies } from './dependencies.ts';
import { type ApiEvent, MaturityEvent } from './event.ts';
import { connectToAws } from './live.ts';
import { isComparable, observe } from './observe.ts';
import { keepOutlook, latestOutlook, refreshOutlook } from './refresh-outlook.ts';
import { remember } from './remembered.ts';
import { renderFiles } from './render.ts';

/** What a scheduled run says it has done. */
export interface ScheduledOutcome {
  readonly kind: 'refresh' | 'report';
  readonly reportKey: string;
  readonly level: number;
  readonly solidLevel: number;
}

/** An API caller waits: API Gateway ends a buffered call after 29 s. */
const API_LIMIT_MS = 20_000;

/**
 * Assesses and stores on a schedule or on `POST /v1/maturity/assessments`, mails on `{ kind: 'report' }`, and answers
 * `GET /v1/maturity` with the newest assessment and `GET /v1/outlook` with what is ahead of it.
 */
export function createHandler(dependencies: MaturityDependencies) {
  return async (input: unknown): Promise<ScheduledOutcome | ProxyAnswer> => {
    const event = MaturityEvent.parse(input);
    if ('kind' in event) return runScheduled(dependencies, event.kind);
    return answerApi(dependencies, event);
  };
}

async function runScheduled(
  dependencies: MaturityDependencies,
  kind: ScheduledOutcome['kind'],
): Promise<ScheduledOutcome> {
  const { mail, log } = dependencies;
  const { assessment, reportKey, text } = await assessAndStore(dependencies, { kind });
  const { level, solidLevel } = assessment;
  const outcome = { kind, reportKey, level, solidLevel };
  if (kind === 'report')
    try {
      await mail.send({ subject: renderSubject(assessment), text });
    } catch (error) {
      log.warn('the report is stored, but its mail was not sent', outcome);
      throw error; // the schedule tries again, and the function's error count shows it
    }
  log.info('assessed', { ...outcome, missing: missingByLevel(assessment.criteria) });
  return outcome;
}

/** Stored before anything else is done with it: a mail that fails loses nothing. */
async function assessAndStore(
  dependencies: MaturityDependencies,
  { kind, limitMs }: { readonly kind: ScheduledOutcome['kind']; readonly limitMs?: number },
) {
  const { evidence, store, signer, log, settings } = dependencies;
  const memory = await remember({ store, signer, log }, kind === 'report' ? 'report' : 'assessment');
  const set = await observe(evidence, settings, { ...memory, limitMs });
  const assessment = assess(set);
  const reportKey = store.reportKey(set.observedAt);
  // an API caller waits for the assessment alone: its report shows the outlook of the last schedule
  const isScheduled = limitMs === undefined;
  const outlook = isScheduled ? await refreshOutlook(dependencies, set) : await latestOutlook(dependencies);
  const files = renderFiles(set, assessment, { link: `${settings.linkPrefix}${reportKey}`, outlook });
  const isLatest = isComparable(set);
  if (!isLatest) log.warn('the assessment is incomplete and does not become the newest', { reportKey });
  await store.saveAssessment({ kind, observedAt: set.observedAt, files, isLatest });
  if (outlook && isScheduled) await keepOutlook(dependencies.outlook, outlook);
  return { assessment, reportKey, text: files['report.txt'] };
}

async function answerApi(dependencies: MaturityDependencies, event: ApiEvent): Promise<ProxyAnswer> {
  const { authorizer, identity } = event.requestContext;
  const caller = tenantOfCaller({ tenant: authorizer?.tenant, userArn: identity?.userArn });
  if (caller === undefined)
    return refuse(403, 'AccessDeniedException', 'The call carries no verified identity.');
  if (event.httpMethod === 'POST') {
    const { assessment } = await assessAndStore(dependencies, { kind: 'refresh', limitMs: API_LIMIT_MS });
    return answer(201, serialise(assessment));
  }
  if (event.resource === '/v1/outlook') {
    const outlook = await dependencies.outlook.store.latest();
    return outlook ? answer(200, serialise(outlook)) : refuse(404, 'ResourceNotFoundException', NO_OUTLOOK);
  }
  const latest = await dependencies.store.latest('assessment');
  return latest ? answer(200, serialise(latest)) : refuse(404, 'ResourceNotFoundException', NO_ASSESSMENT);
}

const NO_ASSESSMENT =
  'There is no assessment yet. Make one with POST /v1/maturity/assessments, or wait for the daily refresh.';

const NO_OUTLOOK = 'There is no outlook yet. The daily refresh makes one.';

let live: ReturnType<typeof createHandler> | undefined;

/** Lambda entry. */
export const handler = (event: unknown): Promise<ScheduledOutcome | ProxyAnswer> => {
  live ??= createHandler(connectToAws());
  return live(event);
};
