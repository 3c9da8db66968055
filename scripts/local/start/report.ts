import type { Summary } from './summary.ts';
import type { TrafficResult } from './traffic.ts';

/** What is known once everything runs. */
export interface StartReport {
  readonly apiUrl: string;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly stage: string;
  readonly model: string;
  readonly keyId: string;
  /** The bearer token itself. */
  readonly key: string;
  /** Whether `npm run keys -- --local` finds this stack: the first start is found, others are not. */
  readonly isAnnounced: boolean;
  readonly readyMs: number;
  readonly traffic: TrafficResult | undefined;
  readonly summary: Summary | undefined;
  /** ISO 8601 time from which on the summary counts. */
  readonly since: string | undefined;
}

/** How text is set off. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** Colour only where a terminal shows it and nobody asked for none (no-color.org). */
export function styleFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Style {
  const isColoured = stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  const wrap = (code: number) => (text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { strong: wrap(1), faint: wrap(2) };
}

/** The report as text; how to reach what runs is told only when it goes on running. */
export function formatReport(
  report: StartReport,
  style: Style,
  { isServing }: { readonly isServing: boolean },
): string {
  const pointers = isServing ? formatPointers(report, style) : undefined;
  const sections = [formatTraffic(report, style), formatSummary(report, style), pointers];
  return `${sections.filter((section) => section !== undefined).join('\n\n')}\n`;
}

function formatTraffic({ traffic }: StartReport, { strong }: Style): string | undefined {
  if (!traffic) return undefined;
  const { sent, answered, refused, surprises } = traffic;
  const head = strong(
    `Sent ${sent} calls with the AWS SDK: ${answered} answered, ${refused} refused on purpose.`,
  );
  return [head, ...surprises.map((words) => `  unexpected: ${words}`)].join('\n');
}

function formatSummary({ summary, stage, since = '' }: StartReport, { strong }: Style): string | undefined {
  if (!summary) return undefined;
  const rows: readonly (readonly [string, string])[] = [
    ['Calls', count(summary.calls)],
    ['Successful', count(summary.successes)],
    ['Client / server errors', `${count(summary.clientErrors)} / ${count(summary.serverErrors)}`],
    ['Tokens in / out', `${count(summary.inputTokens)} / ${count(summary.outputTokens)}`],
    ['Cost', cost(summary)],
    ['Latency p50 / p99', `${duration(summary.latencyP50Ms)} / ${duration(summary.latencyP99Ms)}`],
    [
      'Time to first token p50 / p99',
      `${duration(summary.timeToFirstTokenP50Ms)} / ${duration(summary.timeToFirstTokenP99Ms)}`,
    ],
    ['Throttled / retries', `${count(summary.throttles)} / ${count(summary.retries)}`],
    ['Guardrail interventions', count(summary.guardrailInterventions)],
    ['Tool calls', count(summary.toolCalls)],
  ];
  const lines = rows.map(([label, value]) => `  ${label.padEnd(32)}${value}`);
  return [
    strong(`Read back from CloudWatch (stage ${stage}, since ${since.slice(11, 16)} UTC)`),
    ...lines,
  ].join('\n');
}

function formatPointers(report: StartReport, { strong, faint }: Style): string {
  const { apiUrl, key, region, model, awsEndpoint, isAnnounced } = report;
  return [
    strong(`Serving on ${apiUrl} (ready in ${(report.readyMs / 1000).toFixed(1)} s)`),
    `Console: ${apiUrl}/`,
    faint('Point a Bedrock client at it:'),
    `  export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=${apiUrl}`,
    `  export AWS_BEARER_TOKEN_BEDROCK=${key}`,
    `  export AWS_REGION=${region}`,
    faint('An OpenAI client:'),
    `  export OPENAI_BASE_URL=${apiUrl}/v1`,
    `  export OPENAI_API_KEY=${key}`,
    faint('Or with curl:'),
    `  curl -sS ${apiUrl}/model/${encodeURIComponent(model)}/converse \\`,
    `    -H "Authorization: Bearer ${key}" -H 'Content-Type: application/json' \\`,
    `    -d '{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}'`,
    ...(isAnnounced ? [faint('Keys:'), '  npm run keys -- list --local'] : []),
    faint(`CloudWatch, Logs and the other local services: ${awsEndpoint}`),
  ].join('\n');
}

function count(value: number | null): string {
  return value === null ? '-' : value.toLocaleString('en-US');
}

function duration(value: number | null): string {
  if (value === null) return '-';
  return value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(2)} s`;
}

/** By list price: the stand-in itself costs nothing. What is not known is no zero. */
function cost({ costUsd, unpricedCalls }: Summary): string {
  const known = costUsd === null ? 'unknown' : `${costUsd.toFixed(4)} USD by list price`;
  return unpricedCalls ? `${known}, ${unpricedCalls} calls without a price` : known;
}
