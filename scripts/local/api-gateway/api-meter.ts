import type { OpenMetric, RecordValue } from '../aws/cloudwatch/metric-store.ts';
import type { RestApiDefinition } from './definition.ts';

/** An answered request, as API Gateway measures it. */
export interface MeteredRequest {
  readonly status: number;
  readonly latencyMs: number;
  /** @default - no integration was called */
  readonly integrationLatencyMs?: number | undefined;
}

/** Takes every answered request. */
export type ApiMeter = (request: MeteredRequest) => void;

const CLIENT_ERROR = 400;
const SERVER_ERROR = 500;

/**
 * Records what API Gateway puts into CloudWatch by itself (developer guide, "Amazon API Gateway dimensions and
 * metrics"): by API, and by API and stage. The errors are 0 or 1 for each request, so that their average is a rate.
 */
export function createApiMeter({ name, stageName }: RestApiDefinition, open: OpenMetric): ApiMeter {
  const api = { name: 'ApiName', value: name };
  const sets = [[api], [api, { name: 'Stage', value: stageName }]];
  const metric = (metricName: string): RecordValue => {
    const records = sets.map((dimensions) => open({ namespace: 'AWS/ApiGateway', metricName, dimensions }));
    return (timeMs, value) => {
      for (const record of records) record(timeMs, value);
    };
  };
  const [count, clientErrors, serverErrors] = [metric('Count'), metric('4XXError'), metric('5XXError')];
  const [latency, integrationLatency] = [metric('Latency'), metric('IntegrationLatency')];
  return ({ status, latencyMs, integrationLatencyMs }) => {
    const nowMs = Date.now();
    count(nowMs, 1);
    clientErrors(nowMs, Number(status >= CLIENT_ERROR && status < SERVER_ERROR));
    serverErrors(nowMs, Number(status >= SERVER_ERROR));
    latency(nowMs, latencyMs);
    if (integrationLatencyMs !== undefined) integrationLatency(nowMs, integrationLatencyMs);
  };
}
