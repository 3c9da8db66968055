import * as z from 'zod';
import { parseJson } from '#core/json/parse-json.ts';
import type { EmbeddedAwsOptions } from '#scripts/local/aws/server.ts';
import type { FunctionDefinition } from '#scripts/local/lambda/definition.ts';

type AnsweredCall = Parameters<NonNullable<EmbeddedAwsOptions['onCall']>>[0];

/** What the functions asked AWS for. */
export interface MeteredCalls {
  /** By function and action: `gateway dynamodb:PutItem`. Calls of models are left out: they are what the team pays for. */
  readonly apiCalls: Readonly<Record<string, number>>;
  /** Metrics requested of GetMetricData. */
  readonly metricsRequested: number;
  /** Days of the gateway's log that queries read, all queries together. */
  readonly logDaysScanned: number;
  /** Bytes of objects put into buckets. */
  readonly objectBytes: number;
}

/** Counts the calls of a stack's functions. */
export interface AwsMeter {
  readonly onCall: (call: AnsweredCall) => void;
  /** Counts from now on calls of these functions; those of others are not the stack's. */
  readonly follow: (functions: readonly FunctionDefinition[]) => void;
  /** What was counted since the last time it was taken. */
  readonly take: () => MeteredCalls;
}

/** Signing names whose prefix in IAM is another one. */
const IAM_PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };
/** Operations of the model itself. */
const MODEL_CALL = /^bedrock:(Converse|ConverseStream|InvokeModel|InvokeModelWithResponseStream)$/;

const MetricData = z.object({
  MetricDataQueries: z.array(z.object({ MetricStat: z.unknown().optional() })).default([]),
});
const LogQuery = z.object({
  logGroupName: z.string().optional(),
  logGroupNames: z.array(z.string()).default([]),
  logGroupIdentifiers: z.array(z.string()).default([]),
  startTime: z.number(),
  endTime: z.number(),
});
const SECONDS_PER_DAY = 86_400;

/** A meter that has not counted anything. */
export function createAwsMeter(): AwsMeter {
  let functions: readonly FunctionDefinition[] = [];
  let calls: { readonly role: string; readonly action: string; readonly body: Buffer }[] = [];
  return {
    follow: (followed) => {
      functions = followed;
    },
    onCall: ({ hosted, request, caller }) => {
      const name = caller.arn.split('/').at(-1);
      const caught = functions.find((each) => each.name === name);
      const operation = hosted.service.operationName(request);
      if (!caught || operation === undefined) return;
      const action = `${IAM_PREFIXES[hosted.signingName] ?? hosted.signingName}:${operation}`;
      if (!MODEL_CALL.test(action)) calls.push({ role: roleOf(caught), action, body: request.body });
    },
    take: () => {
      const taken = calls;
      calls = [];
      const bodies = (action: string) => taken.flatMap((call) => (call.action === action ? [call.body] : []));
      return {
        apiCalls: countByName(taken.map(({ role, action }) => `${role} ${action}`)),
        metricsRequested: sum(bodies('cloudwatch:GetMetricData').map(metricsIn)),
        logDaysScanned: sum(bodies('logs:StartQuery').map((body) => daysIn(body, functions))),
        objectBytes: sum(bodies('s3:PutObject').map((body) => body.byteLength)),
      };
    },
  };
}

/** A function's role as it calls itself in logs and metrics. */
export function roleOf({ environment, logicalId }: FunctionDefinition): string {
  return environment.POWERTOOLS_SERVICE_NAME ?? logicalId;
}

function metricsIn(body: Buffer): number {
  const { MetricDataQueries } = MetricData.parse(parseJson(body.toString('utf8')));
  return MetricDataQueries.filter(({ MetricStat }) => MetricStat !== undefined).length;
}

/** Only the gateway's log grows with the calls. */
function daysIn(body: Buffer, functions: readonly FunctionDefinition[]): number {
  const query = LogQuery.parse(parseJson(body.toString('utf8')));
  const { logGroupName = '', logGroupNames, logGroupIdentifiers, startTime, endTime } = query;
  const gateway = functions.find((each) => roleOf(each) === 'gateway')?.logGroupName ?? '-';
  const readsGateway = [logGroupName, ...logGroupNames, ...logGroupIdentifiers].some((name) =>
    name.includes(gateway),
  );
  return readsGateway ? (endTime - startTime) / SECONDS_PER_DAY : 0;
}

/** How often each name is there, in the order of the names. */
function countByName(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names.toSorted()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
