import { describeIssues } from '#core/issues.ts';
import { parseJson } from '#core/json/parse-json.ts';
import { tenantOfCaller } from '#core/keys/caller.ts';
import { renderHtml } from '#core/report/html.ts';
import { answerJson, answerText, PAGE_POLICY, type ProxyAnswer, REPORT_POLICY, refuse } from './answer.ts';
import type { AlarmsAnswer, Connection, DataAnswer, MailsAnswer, ReportAnswer } from './answers.ts';
import { readDashboards } from './dashboards.ts';
import { readData } from './data.ts';
import type { ConsoleDependencies } from './dependencies.ts';
import { ConsoleEvent, DataRequest, RecordsQuery } from './event.ts';
import { connectToAws } from './live.ts';
import { readRecords } from './records.ts';

/** Largest body of a request for data, in bytes. */
const MAX_BODY_BYTES = 4_096;
const MAX_MAILS = 50;
const HTML = 'text/html; charset=utf-8';

/** Files of the page besides itself. */
const ASSETS: Readonly<Record<string, string>> = {
  'console.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
  'runbook.md': 'text/markdown; charset=utf-8',
};

type Respond = (event: ConsoleEvent, dependencies: ConsoleDependencies) => Promise<ProxyAnswer> | ProxyAnswer;

/** What answers which route: `infra/routes.ts` lists the same ones. */
const RESPONDERS: Readonly<Record<string, Respond>> = {
  'GET /v1/console': (_, { siteFile }) => answerText(siteFile('index.html'), HTML, PAGE_POLICY),
  'GET /v1/console/{asset}': answerAsset,
  'GET /v1/console/connection': (event, dependencies) => answerJson(connectionOf(event, dependencies)),
  'GET /v1/console/dashboards': async (_, dependencies) => answerJson(await readDashboards(dependencies)),
  'POST /v1/console/data': answerData,
  'GET /v1/console/alarms': async (_, { alarms }) => answerJson((await alarms.all()) satisfies AlarmsAnswer),
  'GET /v1/console/records': answerRecords,
  'GET /v1/console/reports/{report}': answerReport,
  'GET /v1/console/mails': answerMails,
};

/** The operator's console: the page, and what it shows of the account. Reads only. */
export function createHandler(dependencies: ConsoleDependencies) {
  return async (input: unknown): Promise<ProxyAnswer> => {
    const event = ConsoleEvent.parse(input);
    const { authorizer, identity } = event.requestContext;
    const tenant = tenantOfCaller({ tenant: authorizer?.tenant, userArn: identity?.userArn });
    if (tenant === undefined)
      return refuse(403, 'AccessDeniedException', 'The call carries no verified identity.');
    const { tenants } = dependencies.settings;
    if (!tenants.includes(tenant)) return refuse(403, 'AccessDeniedException', notFor(tenant, tenants));
    const respond = RESPONDERS[`${event.httpMethod} ${event.resource}`];
    if (!respond) return refuse(404, 'ResourceNotFoundException', 'There is no such route.');
    return respond(event, dependencies);
  };
}

const notFor = (tenant: string, tenants: readonly string[]): string =>
  `The console shows what all tenants do and is for ${tenants.join(', ')} (setting consoleTenants); this key is of ${tenant}. ` +
  `Make one with: npm run keys -- create --tenant ${tenants[0]} --label console`;

function answerAsset({ pathParameters }: ConsoleEvent, { siteFile }: ConsoleDependencies): ProxyAnswer {
  const name = pathParameters?.asset ?? '';
  const contentType = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  return contentType === undefined
    ? refuse(404, 'ResourceNotFoundException', 'The page has no such file.')
    : answerText(siteFile(name), contentType, PAGE_POLICY);
}

function connectionOf({ requestContext }: ConsoleEvent, { settings }: ConsoleDependencies): Connection {
  const { region, stage, team, model } = settings;
  const { domainName, stage: apiStage } = requestContext;
  return {
    endpoint: `https://${domainName ?? ''}/${apiStage ?? ''}`,
    ...{ region, stage, team, model },
    accounts: [{ title: team, description: `${stage}, ${region}`, base: '' }],
  };
}

async function answerData(event: ConsoleEvent, dependencies: ConsoleDependencies): Promise<ProxyAnswer> {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > MAX_BODY_BYTES)
    return refuse(413, 'ValidationException', `The body has more than ${MAX_BODY_BYTES} bytes.`);
  const request = DataRequest.safeParse(parseJson(bytes.toString('utf8')));
  if (!request.success) return refuse(400, 'ValidationException', describeIssues(request.error));
  const widgets = await readData(dependencies, request.data);
  if (!widgets) return refuse(404, 'ResourceNotFoundException', 'There is no such dashboard or widget.');
  return answerJson({ widgets } satisfies DataAnswer);
}

async function answerRecords(event: ConsoleEvent, dependencies: ConsoleDependencies): Promise<ProxyAnswer> {
  const query = RecordsQuery.safeParse(event.queryStringParameters ?? {});
  if (!query.success) return refuse(400, 'ValidationException', describeIssues(query.error));
  return answerJson(await readRecords(dependencies, query.data.since));
}

async function answerReport(
  { pathParameters }: ConsoleEvent,
  { store, outlooks }: ConsoleDependencies,
): Promise<ProxyAnswer> {
  const name = pathParameters?.report;
  if (name !== 'latest.html' && name !== 'latest.json')
    return refuse(404, 'ResourceNotFoundException', 'There is no such report.');
  const assessment = await store.latest('assessment');
  if (name === 'latest.json')
    return answerJson(
      (assessment ? { status: 'known', assessment } : { status: 'none' }) satisfies ReportAnswer,
    );
  const outlook = await outlooks.latest();
  return assessment
    ? answerText(renderHtml(assessment, { outlook }), HTML, REPORT_POLICY)
    : refuse(404, 'ResourceNotFoundException', 'There is no assessment yet.');
}

async function answerMails(_: ConsoleEvent, { mails }: ConsoleDependencies): Promise<ProxyAnswer> {
  if (!mails) return answerJson({ status: 'not_kept' } satisfies MailsAnswer);
  return answerJson({ status: 'known', mails: await mails.newest(MAX_MAILS) } satisfies MailsAnswer);
}

let live: ReturnType<typeof createHandler> | undefined;

/** Lambda entry. */
export const handler = (event: unknown): Promise<ProxyAnswer> => {
  live ??= createHandler(connectToAws());
  return live(event);
};
