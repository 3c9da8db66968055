import * as z from 'zod/mini';
import { integerVariable, jsonVariable } from '#adapters/environment.ts';

const nullableText = z.nullish(z.string());
const text = z.string().check(z.minLength(1));
const nullableTexts = z.nullish(z.record(z.string(), z.nullish(z.string())));

/** The part of API Gateway's REST proxy event that is read. */
export const ConsoleEvent = z.object({
  httpMethod: z.string(),
  resource: z.string(),
  pathParameters: nullableTexts,
  queryStringParameters: nullableTexts,
  body: nullableText,
  isBase64Encoded: z._default(z.boolean(), false),
  requestContext: z.object({
    domainName: nullableText,
    stage: nullableText,
    authorizer: z.nullish(z.object({ tenant: nullableText })),
    identity: z.nullish(z.object({ userArn: nullableText })),
  }),
});
export type ConsoleEvent = z.infer<typeof ConsoleEvent>;

const instant = z.int('must be milliseconds since the epoch').check(z.minimum(0));
/** Longest range: CloudWatch keeps datapoints of an hour for 455 days. */
const MAX_RANGE_MS = 455 * 86_400_000;

const NAME = 'must be the name of a dashboard';
const PLACE = 'must be the place of a widget, a whole number';
const PERIOD = 'must be seconds: a multiple of 60 up to 86400';
const BODY =
  'must be a JSON object with dashboard, start, end and, if you like, widget and periodSeconds; nothing else';

/** What the page asks for: the graphs of a dashboard, or one widget of any kind. */
export const DataRequest = z
  .strictObject(
    {
      dashboard: z.string(NAME).check(z.minLength(1, NAME)),
      /** Place in the body's list. @default - every graph, and neither logs nor contributors */
      widget: z.optional(z.int(PLACE).check(z.minimum(0, PLACE))),
      start: instant,
      end: instant,
      /** @default - each widget's own, or one that suits the range */
      periodSeconds: z.optional(
        z.int(PERIOD).check(z.minimum(60, PERIOD), z.maximum(86_400, PERIOD), z.multipleOf(60, PERIOD)),
      ),
    },
    BODY,
  )
  .check(
    z.refine(({ start, end }) => start < end, 'start must be before end'),
    z.refine(({ start, end }) => end - start <= MAX_RANGE_MS, 'the range must be at most 455 days'),
  );
export type DataRequest = z.infer<typeof DataRequest>;

/** From when on records are asked for. */
export const RecordsQuery = z.object({ since: z.optional(integerVariable(0)) });

/** Environment of the console function. */
export const ConsoleEnvironment = z.object({
  AWS_REGION: text,
  /** Lambda's own: folder of the function's code and of the page. */
  LAMBDA_TASK_ROOT: text,
  STAGE: text,
  TEAM: text,
  /** Names of the dashboards by what they show, as JSON. */
  DASHBOARDS: jsonVariable(z.record(z.string(), text)),
  ALARM_NAME_PREFIX: text,
  GATEWAY_LOG_GROUP: text,
  EVIDENCE_BUCKET: text,
  /** Whose keys open the console, separated by commas. */
  CONSOLE_TENANTS: text,
  /** A model that the gateway lets through, for the example of a call. */
  EXAMPLE_MODEL: text,
});
