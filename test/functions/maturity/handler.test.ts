import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { AutoOpsAxis, AutoOpsReadiness } from '#core/autoops/readiness.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { UpstreamError } from '#core/errors.ts';
import { assess } from '#core/maturity/assess.ts';
import { Assessment } from '#core/maturity/assessment.ts';
import { type Attestation, ObservationSet } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { withoutCost } from '#core/maturity/without-cost.ts';
import { toPercent } from '#core/maturity/wording.ts';
import type { Outlook, OutlookFigures } from '#core/outlook/outlook.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import type { MaturityDependencies } from '#functions/maturity/dependencies.ts';
import { createHandler } from '#functions/maturity/handler.ts';
import type { FactSource, StoredAssessment } from '#functions/ports.ts';
import { fakeEvidence, NOW_MS, OBSERVED_AT } from './fake-evidence.ts';
import { createVirtualClock } from './virtual-clock.ts';

const settings = {
  team: 'Team <b>A</b>',
  stage: 'prod',
  region: 'eu-central-1',
  windowDays: 14,
  linkPrefix: 'https://reports.example.org/',
  costReaders: ['team-a'],
};
const REPORT_KEY = `assessments/${OBSERVED_AT.replaceAll(/[:.]/g, '-')}/report.html`;
const attestation: Attestation = {
  schemaVersion: 1,
  criterion: 'rag-pipelines',
  statement: 'We retrieve from our own search.',
  signedBy: 'arn:aws:iam::123456789012:user/ann',
  signedAt: '2026-11-01T00:00:00.000Z',
  until: '2027-03-01T00:00:00.000Z',
};
const RESOURCES: Readonly<Record<string, string>> = { POST: '/v1/maturity/assessments' };
const api = (httpMethod: string, tenant: string | null = 'team-a', resource = RESOURCES[httpMethod]) => ({
  httpMethod,
  resource: resource ?? '/v1/maturity',
  requestContext: { authorizer: { tenant }, identity: { userArn: null } },
});

function createDependencies(parts: Partial<MaturityDependencies> = {}) {
  const saved: StoredAssessment[] = [];
  const mails: { readonly subject: string; readonly text: string }[] = [];
  const warnings: string[] = [];
  const outlooks: Outlook[] = [];
  const figures: OutlookFigures[] = [];
  const newest = (kind?: 'report') => saved.findLast((one) => kind === undefined || one.kind === kind);
  const dependencies: MaturityDependencies = {
    evidence: fakeEvidence(),
    settings,
    store: {
      reportKey: () => REPORT_KEY,
      saveAssessment: async (assessment) => {
        saved.push(assessment);
      },
      latest: async (which) => {
        const json = newest(which === 'report' ? 'report' : undefined)?.files['assessment.json'];
        return json === undefined ? undefined : Assessment.parse(JSON.parse(json));
      },
      attestations: async () => [],
      saveAttestation: async () => '',
    },
    signer: {
      sign: async (signed) => ({ attestation: signed, signature: 'good' }),
      isGenuine: async ({ signature }) => signature === 'good',
    },
    mail: {
      send: async (mail) => {
        mails.push(mail);
      },
    },
    prices: defaultPriceBook,
    log: { info: () => undefined, warn: (message) => warnings.push(message) },
    outlook: {
      quotas: { read: async () => ({ status: 'known', quotas: [] }) },
      store: { latest: async () => outlooks.at(-1), save: async (outlook) => void outlooks.push(outlook) },
      sink: { write: (written) => void figures.push(written) },
      settings: { stage: 'prod', gatewayLogGroup: '/aws/lambda/gateway', tokensPerMinuteQuotas: {} },
    },
    ...parts,
  };
  return { handle: createHandler(dependencies), dependencies, saved, mails, warnings, outlooks, figures };
}

const DAY_MS = 86_400_000;

/** Nine weeks of tokens that grow by 3 % a day, with a wave of 5 %. */
function growingEvidence() {
  const points = Array.from({ length: 63 }, (_, day) => ({
    startMs: Math.floor(NOW_MS / DAY_MS) * DAY_MS - (63 - day) * DAY_MS,
    value: Math.round(1_000 * 1.03 ** day * (1 + 0.05 * Math.sin(day))),
  }));
  return fakeEvidence({
    metrics: {
      ...fakeEvidence().metrics,
      read: async (queries, window) => {
        const isOutlook = Date.parse(window.end) - Date.parse(window.start) > 100 * DAY_MS;
        return queries.map(({ metricName }) => ({
          status: 'known',
          points: isOutlook && metricName === catalogue.inputTokens.metricName ? points : [],
        }));
      },
    },
  });
}

const demandOf = ({ capabilities }: AutoOpsAxis) =>
  capabilities.flatMap(({ dependencies }) => dependencies).find(({ id }) => id === 'demand_prediction');

describe('on a schedule', () => {
  test('a refresh assesses and stores, and mails nothing', async () => {
    const { handle, saved, mails } = createDependencies();

    const outcome = await handle({ kind: 'refresh' });

    expect(outcome).toEqual({ kind: 'refresh', reportKey: REPORT_KEY, level: 0, solidLevel: 0 });
    expect(saved).toHaveLength(1);
    expect(saved[0]).toMatchObject({ kind: 'refresh', observedAt: OBSERVED_AT });
    expect(mails).toEqual([]);
  });

  test('what is stored can be assessed again to the same bytes', async () => {
    const { handle, saved } = createDependencies();

    await handle({ kind: 'refresh' });

    const { 'observations.json': observations = '', 'assessment.json': assessment = '' } =
      saved[0]?.files ?? {};
    expect(serialise(ObservationSet.parse(JSON.parse(observations)))).toBe(observations);
    expect(Assessment.parse(JSON.parse(assessment)).scope).toEqual({
      team: settings.team,
      accountId: '123456789012',
      region: 'eu-central-1',
      stage: 'prod',
    });
  });

  test('a report is mailed after it is stored, with the link to it', async () => {
    const order: string[] = [];
    const base = createDependencies().dependencies;
    const { handle } = createDependencies({
      store: { ...base.store, saveAssessment: async () => void order.push('stored') },
      mail: {
        send: async ({ subject, text }) => {
          order.push('mailed');
          expect(subject).toContain('Waymark');
          expect(text).toContain(`https://reports.example.org/${REPORT_KEY}`);
        },
      },
    });

    await handle({ kind: 'report' });

    expect(order).toEqual(['stored', 'mailed']);
  });

  test('a mail that fails loses no report, says so and fails the run', async () => {
    const { handle, saved, warnings } = createDependencies({
      mail: {
        send: async () => {
          throw new UpstreamError('SNS did not take the mail.', { retryable: true });
        },
      },
    });

    await expect(handle({ kind: 'report' })).rejects.toThrow('SNS did not take the mail.');

    expect(saved).toHaveLength(1);
    expect(warnings).toEqual(['the report is stored, but its mail was not sent']);
  });

  test('a report is held against the report before it, not against a refresh in between', async () => {
    let nowMs = NOW_MS;
    const tomorrow = (): number => {
      nowMs += 86_400_000;
      return nowMs;
    };
    const clock = { ...createVirtualClock(NOW_MS), now: tomorrow };
    const { handle, saved } = createDependencies({ evidence: fakeEvidence({ clock }) });
    const trendOf = (stored: StoredAssessment | undefined) =>
      Assessment.parse(JSON.parse(stored?.files['assessment.json'] ?? '')).trend.length;

    await handle({ kind: 'report' });
    await handle({ kind: 'refresh' });
    await handle({ kind: 'refresh' });
    await handle({ kind: 'report' });

    expect(saved.map(trendOf)).toEqual([0, 1, 2, 1]);
  });

  test('only genuine attestations count; others are logged', async () => {
    const base = createDependencies().dependencies;
    const { handle, saved, warnings } = createDependencies({
      store: {
        ...base.store,
        saveAssessment: async (assessment) => void saved.push(assessment),
        attestations: async () => [
          { key: 'good', signed: { attestation, signature: 'good' } },
          { key: 'forged', signed: { attestation, signature: 'bad' } },
          { key: 'unreadable' },
        ],
      },
    });

    await handle({ kind: 'refresh' });

    const set = ObservationSet.parse(JSON.parse(saved[0]?.files['observations.json'] ?? ''));
    expect(set.attestations).toEqual([attestation]);
    expect(warnings).toHaveLength(2);
  });

  test('what cannot be remembered does not stop an assessment', async () => {
    const base = createDependencies().dependencies;
    const refuse = async () => {
      throw new Error('refused');
    };
    const { handle, warnings } = createDependencies({
      store: { ...base.store, latest: refuse, attestations: refuse },
    });

    await expect(handle({ kind: 'refresh' })).resolves.toMatchObject({ kind: 'refresh' });

    expect(warnings).toHaveLength(3);
  });

  test('what cannot be remembered is said in report and mail, and nothing is held against it later', async () => {
    const base = createDependencies();
    const refuse = async () => {
      throw new Error('refused');
    };
    const store = { ...base.dependencies.store, latest: refuse, attestations: refuse };
    const { handle, mails } = createDependencies({ store });

    await handle({ kind: 'report' });

    const [stored] = base.saved;
    expect(stored?.isLatest).toBe(false);
    for (const text of [mails[0]?.text, stored?.files['report.html'], stored?.files['report.md']]) {
      const words = text?.replaceAll(/\s+/g, ' ');
      expect(words).toContain('The attestations could not be read');
      expect(words).toContain('The earlier assessments could not be read');
      expect(words).not.toContain('This is the first report');
    }
  });

  test('a forged attestation is said, and the assessment still becomes the newest', async () => {
    const base = createDependencies();
    const forged = async () => [
      { key: 'attestations/forged.json', signed: { attestation, signature: 'bad' } },
    ];
    const store = { ...base.dependencies.store, attestations: forged };
    const { handle, mails } = createDependencies({ store });

    await handle({ kind: 'report' });

    expect(base.saved[0]?.isLatest).toBe(true);
    expect(mails[0]?.text.replaceAll(/\s+/g, ' ')).toContain(
      "not signed with this stack's secret: attestations/forged.json",
    );
  });

  test('a run that its time cuts short is stored, says so and does not become the newest', async () => {
    const hanging: FactSource = {
      id: 'alarms',
      call: 'cloudwatch:DescribeAlarms',
      query: () => 'DescribeAlarms',
      collect: () => new Promise(() => undefined),
    };
    const clock = { ...createVirtualClock(NOW_MS), sleep: async () => undefined };
    const { handle, saved } = createDependencies({ evidence: fakeEvidence({ clock, facts: [hanging] }) });

    const answer = await handle(api('POST'));

    expect(saved[0]?.isLatest).toBe(false);
    expect(answer).toMatchObject({
      statusCode: 201,
      body: expect.stringContaining('Not everything was answered within 20 s'),
    });
  });

  test('refuses an event that it does not know', async () => {
    await expect(createDependencies().handle({ kind: 'destroy' })).rejects.toThrow();
  });
});

describe('the line that dashboards show', () => {
  test.each([
    ['a schedule', { kind: 'refresh' }],
    ['the API', api('POST')],
  ])('is written for an assessment by %s, with what is missing and what is not seen', async (_, event) => {
    const lines: [message: string, fields: unknown][] = [];
    const log = {
      info: (...line: [string, unknown?]) => void lines.push([line[0], line[1]]),
      warn: () => undefined,
    };

    await createDependencies({ log }).handle(event);

    expect(lines).toEqual([
      [
        'assessed',
        {
          ...{ kind: 'refresh', reportKey: REPORT_KEY, maturityLevel: 0, solidLevel: 0 },
          missing: expect.objectContaining({ level3: expect.any(String) }),
          blindSpots: expect.objectContaining({ models: 'no calls', callers: expect.any(String) }),
        },
      ],
    ]);
  });
});

describe('over the API', () => {
  test('POST makes an assessment and answers with it', async () => {
    const { handle, saved } = createDependencies();

    const answer = await handle(api('POST'));

    expect(answer).toMatchObject({ statusCode: 201, body: saved[0]?.files['assessment.json'] });
  });

  test('GET answers with the newest, or says how to make one', async () => {
    const { handle, saved } = createDependencies();

    const before = await handle(api('GET'));
    await handle({ kind: 'refresh' });
    const after = await handle(api('GET'));

    expect(before).toMatchObject({
      statusCode: 404,
      body: expect.stringContaining('POST /v1/maturity/assessments'),
    });
    expect(after).toMatchObject({ statusCode: 200, body: saved[0]?.files['assessment.json'] });
  });

  test('refuses a caller without an identity before anything is read', async () => {
    const { handle, saved } = createDependencies();

    expect(await handle(api('POST', null))).toMatchObject({ statusCode: 403 });
    expect(saved).toEqual([]);
  });
});

describe('GET /v1/autoops', () => {
  test('answers with the second axis of the newest assessment', async () => {
    const { handle, saved } = createDependencies();
    await handle({ kind: 'refresh' });

    const answer = await handle(api('GET', 'team-a', '/v1/autoops'));

    const { autoops, assessedAt } = Assessment.parse(JSON.parse(saved[0]?.files['assessment.json'] ?? ''));
    expect(answer).toMatchObject({ statusCode: 200 });
    const body: unknown = JSON.parse('body' in answer ? answer.body : '');
    expect(AutoOpsReadiness.parse(body)).toEqual({
      ...{ schemaVersion: 1, assessedAt, ...autoops },
      scope: expect.objectContaining({ accountId: '123456789012' }),
      window: expect.any(Object),
    });
  });

  test('says how to make an assessment where there is none, and refuses strangers and other routes', async () => {
    const { handle } = createDependencies();

    const none = await handle(api('GET', 'team-a', '/v1/autoops'));
    const stranger = await handle(api('GET', null, '/v1/autoops'));
    const elsewhere = await handle(api('DELETE', 'team-a', '/v1/autoops'));

    expect(none).toMatchObject({ statusCode: 404, body: expect.stringContaining('POST /v1/maturity') });
    expect(stranger).toMatchObject({ statusCode: 403 });
    expect(elsewhere).toMatchObject({ statusCode: 404, body: expect.stringContaining('no such route') });
  });
});

describe('POST /v1/models/compare', () => {
  const post = (body: string | null, isBase64Encoded = false, tenant: string | null = 'team-a') => ({
    ...api('POST', tenant, '/v1/models/compare'),
    body,
    isBase64Encoded,
  });
  const models = JSON.stringify({ a: 'amazon.nova-lite-v1:0', b: 'amazon.nova-pro-v1:0', monthTokens: 1e6 });

  test('answers with both models, from a body as API Gateway encodes it', async () => {
    const { handle } = createDependencies();

    const answer = await handle(post(Buffer.from(models).toString('base64'), true));

    expect(answer).toMatchObject({ statusCode: 200 });
    expect(JSON.parse('body' in answer ? answer.body : '')).toMatchObject({
      schemaVersion: 1,
      stage: 'prod',
      a: { listPrice: { status: 'known' }, traffic: { status: 'unknown' } },
      month: { b: { status: 'known', value: { inferenceUsd: 1.4 } } }, // 0.75 × 0.8 + 0.25 × 3.2
    });
  });

  test.each([
    [null, 400, 'must be a JSON object'],
    ['{', 400, 'must be a JSON object'],
    ['{"a":"amazon.nova-lite-v1:0"}', 400, 'b: must be a Bedrock model id'],
    [models.replace('1000000', '-1'), 400, 'monthTokens: must be a whole number'],
    [`${models}${' '.repeat(9_000)}`, 413, 'more than 8192 bytes'],
  ])('refuses %s with %i', async (body, statusCode, words) => {
    const { handle } = createDependencies();

    expect(await handle(post(body))).toMatchObject({ statusCode, body: expect.stringContaining(words) });
  });

  test('refuses strangers', async () => {
    const { handle } = createDependencies();

    expect(await handle(post(models, false, null))).toMatchObject({ statusCode: 403 });
  });
});

describe('what is ahead', () => {
  const outlookApi = { ...api('GET'), resource: '/v1/outlook' };

  test('is computed on a schedule, stored, written as figures, shown in the report and answered', async () => {
    const { handle, saved, outlooks, figures } = createDependencies();

    expect(await handle(outlookApi)).toMatchObject({ statusCode: 404 });
    await handle({ kind: 'refresh' });

    expect(outlooks).toMatchObject([
      { computedAt: OBSERVED_AT, today: '2026-11-21', scope: { stage: 'prod' } },
    ]);
    expect(figures).toEqual([{ stage: 'prod', computedAt: OBSERVED_AT }]);
    for (const file of ['report.html', 'report.txt', 'report.md'] as const)
      expect(saved[0]?.files[file].toLowerCase()).toContain('what is ahead');
    expect(await handle(outlookApi)).toMatchObject({ statusCode: 200, body: serialise(outlooks[0]) });
  });

  test('is evidence: assessment, stored set, replay and GET /v1/autoops say the same of it', async () => {
    const { handle, saved, outlooks } = createDependencies({ evidence: growingEvidence() });

    await handle({ kind: 'refresh' });

    const { 'observations.json': observations = '', 'assessment.json': assessment = '' } =
      saved[0]?.files ?? {};
    const set = ObservationSet.parse(JSON.parse(observations));
    expect(set.observations).toContainEqual(expect.objectContaining({ kind: 'fact', id: 'forecasts' }));
    expect(serialise(assess(set))).toBe(assessment);
    const accuracy = outlooks[0]?.series[0]?.forecast;
    if (accuracy?.status !== 'determined') throw new Error(JSON.stringify(accuracy));
    const reason = `Tried on the past from 49 days, the forecast of tokens was wrong by ${toPercent(accuracy.accuracy.wape ?? 1)}.`;
    expect(demandOf(AutoOpsAxis.parse(JSON.parse(assessment).autoops))).toMatchObject({
      status: 'met',
      reason,
    });
    const answered = await handle({ ...api('GET'), resource: '/v1/autoops' });
    const { body } = z.object({ body: z.string() }).parse(answered);
    expect(demandOf(AutoOpsAxis.parse(JSON.parse(body)))).toMatchObject({ status: 'met', reason });
  });

  test('of the last schedule is what an API caller’s assessment sees', async () => {
    const { handle, saved } = createDependencies({ evidence: growingEvidence() });
    const demandIn = (index: number) =>
      demandOf(AutoOpsAxis.parse(JSON.parse(saved[index]?.files['assessment.json'] ?? '').autoops));

    await handle(api('POST'));
    await handle({ kind: 'refresh' });
    await handle(api('POST'));

    expect(demandIn(0)).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('There is no outlook'),
    });
    expect([demandIn(1)?.status, demandIn(2)?.status]).toEqual(['met', 'met']);
  });

  test('is not computed while an API caller waits: its report shows the newest one', async () => {
    const { handle, saved, outlooks } = createDependencies();

    await handle(api('POST'));
    await handle({ kind: 'refresh' });
    await handle(api('POST'));

    expect(outlooks).toHaveLength(1);
    expect(saved.map(({ files }) => files['report.txt'].includes('WHAT IS AHEAD'))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('is left out, and the assessment is not, when it cannot be computed', async () => {
    const { outlook } = createDependencies().dependencies;
    const quotas = { read: () => Promise.reject(new Error('a defect')) };
    const listed = {
      namespace: 'AWS/Bedrock',
      metricName: 'EstimatedTPMQuotaUsage',
      dimensions: { ModelId: 'm' },
    };
    const { handle, saved, warnings, outlooks } = createDependencies({
      outlook: { ...outlook, quotas },
      evidence: fakeEvidence({
        metrics: {
          ...fakeEvidence().metrics,
          list: async () => ({ status: 'known', metrics: [listed] }),
        },
      }),
    });

    await handle({ kind: 'refresh' });

    expect(saved).toHaveLength(1);
    expect(outlooks).toEqual([]);
    expect(warnings).toEqual(['the outlook could not be computed']);
    expect(saved[0]?.files['report.txt']).not.toContain('WHAT IS AHEAD');
  });

  test('needs an identity to be read', async () => {
    const { handle } = createDependencies();

    expect(await handle({ ...outlookApi, requestContext: api('GET', null).requestContext })).toMatchObject({
      statusCode: 403,
    });
  });
});

describe('what the stack costs', () => {
  const outsider = (method: string, resource: string, body: string | null = null) => ({
    ...api(method, 'team-b', resource),
    body,
  });

  test.each([
    ['GET', '/v1/outlook'],
    ['POST', '/v1/models/compare'],
  ])('is not told by %s %s to tenants that cost.readers does not name', async (method, resource) => {
    const { handle } = createDependencies();
    await handle({ kind: 'refresh' });

    expect(await handle(outsider(method, resource, '{}'))).toMatchObject({
      statusCode: 403,
      body: expect.stringContaining('cost.readers'),
    });
  });

  test('is left out of the assessment for them, and the level is not', async () => {
    const { handle } = createDependencies();
    await handle({ kind: 'refresh' });
    const bodyOf = async (event: unknown) => {
      const answer = await handle(event);
      return Assessment.parse(JSON.parse('body' in answer ? answer.body : ''));
    };

    const insider = await bodyOf(api('GET', 'team-a', '/v1/maturity'));
    const seen = await bodyOf(outsider('GET', '/v1/maturity'));

    expect(insider.ownership).toBeDefined();
    expect(insider.spending).toBeDefined();
    expect(seen).toEqual(withoutCost(insider));
    expect(seen.level).toBe(insider.level);
  });
});
