import { toReadiness } from '#core/autoops/to-readiness.ts';
import { answer, type ProxyAnswer, refuse } from '#core/http/proxy-answer.ts';
import { describeIssues } from '#core/issues.ts';
import { parseJson } from '#core/json/parse-json.ts';
import { tenantOfCaller } from '#core/keys/caller.ts';
import { assess } from '#core/maturity/assess.ts';
import type { Assessment } from '#core/maturity/assessment.ts';
import { describeBlindSpots } from '#core/maturity/blind-spots.ts';
import { missingByLevel } from '#core/maturity/missing.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { withoutCost } from '#core/maturity/without-cost.ts';
import { CompareRequest } from '#core/models/options.ts';
import { withForecasts } from '#core/outlook/forecasts-fact.ts';
import { renderSubject } from '#core/report/subject.ts';
import { compareInAccount } from './compare-models.ts';
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
 * `GET /v1/maturity` with the newest assessment, `GET /v1/autoops` with its second axis, and
 * `POST /v1/models/compare` with two models beside each other.
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
  // not `level`, which is how severe a log line is
  const logged = { kind, reportKey, maturityLevel: level, solidLevel };
  if (kind === 'report')
    try {
      await mail.send({ subject: renderSubject(assessment), text });
    } catch (error) {
      log.warn('the report is stored, but its mail was not sent', logged);
      throw error; // the schedule tries again, and the function's error count shows it
    }
  log.info('assessed', { ...logged, ...describeOpenEnds(assessment) });
  return outcome;
}

/** What a dashboard shows of the newest assessment besides its level. */
const describeOpenEnds = (assessment: Assessment) => ({
  missing: missingByLevel(assessment.criteria),
  blindSpots: describeBlindSpots(assessment),
});

/** Stored before anything else is done with it: a mail that fails loses nothing. */
async function assessAndStore(
  dependencies: MaturityDependencies,
  { kind, limitMs }: { readonly kind: ScheduledOutcome['kind']; readonly limitMs?: number },
) {
  const { evidence, store, signer, log, settings } = dependencies;
  const memory = await remember({ store, signer, log }, kind === 'report' ? 'report' : 'assessment');
  const observed = await observe(evidence, settings, { ...memory, limitMs });
  // an API caller waits for the assessment alone: it sees the outlook of the last schedule
  const isScheduled = limitMs === undefined;
  const outlook = isScheduled
    ? await refreshOutlook(dependencies, observed)
    : await latestOutlook(dependencies);
  const set = withForecasts(observed, outlook);
  const assessment = assess(set);
  const reportKey = store.reportKey(set.observedAt);
  const files = renderFiles(set, assessment, { link: `${settings.linkPrefix}${reportKey}`, outlook });
  const isLatest = isComparable(set);
  if (!isLatest) log.warn('the assessment is incomplete and does not become the newest', { reportKey });
  await store.saveAssessment({ kind, observedAt: set.observedAt, files, isLatest });
  if (outlook && isScheduled) await keepOutlook(dependencies.outlook, outlook);
  return { assessment, reportKey, text: files['report.txt'] };
}

/** A call over the API, and whether its caller sees what the whole stack costs. */
interface ApiCall {
  readonly event: ApiEvent;
  readonly seesCosts: boolean;
}

type Respond = (dependencies: MaturityDependencies, call: ApiCall) => Promise<ProxyAnswer>;

/** What answers which route: `infra/routes.ts` lists the same ones. */
const RESPONDERS: Readonly<Record<string, Respond>> = {
  'POST /v1/maturity/assessments': answerAssessment,
  'GET /v1/maturity': answerLatest,
  'GET /v1/outlook': forReaders(answerOutlook),
  'GET /v1/autoops': answerAutoOps,
  'POST /v1/models/compare': forReaders(answerComparison),
};

async function answerApi(dependencies: MaturityDependencies, event: ApiEvent): Promise<ProxyAnswer> {
  const { authorizer, identity } = event.requestContext;
  const caller = tenantOfCaller({ tenant: authorizer?.tenant, userArn: identity?.userArn });
  if (caller === undefined)
    return refuse(403, 'AccessDeniedException', 'The call carries no verified identity.');
  const respond = RESPONDERS[`${event.httpMethod} ${event.resource}`];
  const seesCosts = dependencies.settings.costReaders.includes(caller);
  return respond
    ? respond(dependencies, { event, seesCosts })
    : refuse(404, 'ResourceNotFoundException', 'There is no such route.');
}

/** Traffic and cost of all tenants are for those whom the settings name, as at `GET /v1/costs`. */
function forReaders(respond: Respond): Respond {
  return async (dependencies, call) =>
    call.seesCosts ? respond(dependencies, call) : refuse(403, 'AccessDeniedException', NO_READER);
}

const NO_READER =
  'This shows traffic and cost of all tenants: it is for the tenants of the setting cost.readers.';

async function answerAssessment(
  dependencies: MaturityDependencies,
  { seesCosts }: ApiCall,
): Promise<ProxyAnswer> {
  const kind = 'refresh';
  const { assessment, reportKey } = await assessAndStore(dependencies, { kind, limitMs: API_LIMIT_MS });
  const { level: maturityLevel, solidLevel } = assessment;
  dependencies.log.info('assessed', {
    ...{ kind, reportKey, maturityLevel, solidLevel },
    ...describeOpenEnds(assessment),
  });
  return answer(201, serialise(visible(assessment, seesCosts)));
}

async function answerLatest({ store }: MaturityDependencies, { seesCosts }: ApiCall): Promise<ProxyAnswer> {
  const latest = await store.latest('assessment');
  return latest
    ? answer(200, serialise(visible(latest, seesCosts)))
    : refuse(404, 'ResourceNotFoundException', NO_ASSESSMENT);
}

/** The level is for everyone, what the stack costs is not. */
function visible(assessment: Assessment, seesCosts: boolean): Assessment {
  return seesCosts ? assessment : withoutCost(assessment);
}

async function answerOutlook({ outlook }: MaturityDependencies): Promise<ProxyAnswer> {
  const latest = await outlook.store.latest();
  return latest ? answer(200, serialise(latest)) : refuse(404, 'ResourceNotFoundException', NO_OUTLOOK);
}

async function answerAutoOps({ store }: MaturityDependencies, { seesCosts }: ApiCall): Promise<ProxyAnswer> {
  const latest = await store.latest('assessment');
  const readiness = toReadiness(latest && visible(latest, seesCosts));
  return readiness
    ? answer(200, serialise(readiness))
    : refuse(404, 'ResourceNotFoundException', NO_ASSESSMENT);
}

/** A comparison names two models and a few numbers: model ids have at most 2,048 characters. */
const MAX_BODY_BYTES = 8_192;

async function answerComparison(
  { evidence, prices, settings }: MaturityDependencies,
  { event: { body, isBase64Encoded } }: ApiCall,
): Promise<ProxyAnswer> {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > MAX_BODY_BYTES)
    return refuse(413, 'ValidationException', `The body has more than ${MAX_BODY_BYTES} bytes.`);
  const request = CompareRequest.safeParse(parseJson(bytes.toString('utf8')));
  if (!request.success) return refuse(400, 'ValidationException', describeIssues(request.error));
  const place = { ...settings, limitMs: API_LIMIT_MS };
  return answer(200, serialise(await compareInAccount({ ...evidence, prices }, place, request.data)));
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
