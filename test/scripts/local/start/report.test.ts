import { describe, expect, it } from 'vitest';
import { formatReport, type StartReport, styleFor } from '#scripts/local/start/report.ts';

const PLAIN = styleFor({ isTTY: false }, {});

const REPORT: StartReport = {
  apiUrl: 'http://127.0.0.1:4000',
  awsEndpoint: 'http://127.0.0.1:4001',
  region: 'us-east-1',
  stage: 'dev',
  model: 'us.amazon.nova-lite-v1:0',
  keyId: 'abc',
  key: 'wmk_abc_secret',
  isAnnounced: true,
  readyMs: 1234,
  since: '2026-11-21T07:45:00.000Z',
  traffic: { sent: 30, answered: 27, refused: 2, surprises: ['plain: Oops'] },
  summary: {
    calls: 30,
    successes: 24,
    clientErrors: 3,
    serverErrors: 0,
    inputTokens: 12_345,
    outputTokens: 2019,
    latencyP50Ms: 91.6,
    latencyP99Ms: 1308,
    timeToFirstTokenP50Ms: null,
    timeToFirstTokenP99Ms: null,
    throttles: 0,
    retries: 6,
    guardrailInterventions: 3,
    toolCalls: 3,
    costUsd: 0.0272,
    unpricedCalls: 3,
  },
};

describe('report of npm start', () => {
  it('tells what was sent, what was measured and how to point a client here', () => {
    const text = formatReport(REPORT, PLAIN, { isServing: true });

    expect(text).toContain(
      'Sent 30 calls with the AWS SDK: 27 answered, 2 refused on purpose.\n  unexpected: plain: Oops',
    );
    expect(text).toContain('Read back from CloudWatch (stage dev, since 07:45 UTC)');
    expect(text).toMatch(/Tokens in \/ out +12,345 \/ 2,019\n/);
    expect(text).toMatch(/Cost +0\.0272 USD by list price, 3 calls without a price\n/);
    expect(text).toMatch(/Latency p50 \/ p99 +92 ms \/ 1\.31 s\n/);
    expect(text).toMatch(/Time to first token p50 \/ p99 +- \/ -\n/);
    expect(text).toContain('Serving on http://127.0.0.1:4000 (ready in 1.2 s)');
    expect(text).toContain('export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=http://127.0.0.1:4000\n');
    expect(text).toContain('export AWS_BEARER_TOKEN_BEDROCK=wmk_abc_secret\n');
    expect(text).toContain('http://127.0.0.1:4000/model/us.amazon.nova-lite-v1%3A0/converse');
    expect(text).toContain('npm run keys -- list --local\n');
  });

  it('does not name a command that would reach another start', () => {
    const text = formatReport({ ...REPORT, isAnnounced: false }, PLAIN, { isServing: true });

    expect(text).toContain('Serving on http://127.0.0.1:4000');
    expect(text).not.toContain('npm run keys');
  });

  it('does not say how to reach what has stopped', () => {
    expect(formatReport(REPORT, PLAIN, { isServing: false })).not.toContain('Serving');
  });

  it('leaves out what was not done', () => {
    const text = formatReport({ ...REPORT, traffic: undefined, summary: undefined }, PLAIN, {
      isServing: true,
    });

    expect(text.startsWith('Serving on')).toBe(true);
  });

  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{}, {}, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
  ])('colours on %j with %j: %s', (stream, environment, isColoured) => {
    expect(styleFor(stream, environment).strong('x') !== 'x').toBe(isColoured);
  });
});
