/**
 * What MiniStack cannot do, by name and with the reason. `test/emulator/passed-over.emulator.ts` fails as soon as one
 * of these works, so that the lists only get shorter.
 */

/** Resource types that its CloudFormation refuses. They are made with their own service's API, or left out. */
export const PASSED_OVER_TYPES = {
  'AWS::Bedrock::Guardrail': 'Made from the same properties by CreateGuardrail.',
  'AWS::Bedrock::GuardrailVersion': 'Made by CreateGuardrailVersion.',
  'AWS::CloudWatch::InsightRule': 'Left out: its CloudWatch has no Contributor Insights.',
  'AWS::XRay::SamplingRule': 'Left out: it has no X-Ray.',
} as const satisfies Readonly<Record<string, string>>;

/** Behaviour that it lacks, and what is done about it. */
export const PASSED_OVER_BEHAVIOUR = {
  'streaming-integration':
    'Its API Gateway does not know `response-streaming-invocations`, so streaming methods are deployed as buffered ones: what arrives is checked, not when.',
  'awslambda-global':
    'Its Node.js workers lack the global `awslambda`; `runtime/buffered-response.cjs` is preloaded into them.',
  'binary-answer-without-accept':
    'It decodes base64 answers only for callers that send `Accept`, as API Gateway does for buffered methods but not for streaming ones; a front adds the header.',
  'slash-in-path-parameter':
    'It splits the path after decoding, so that model ids with an encoded slash (ARNs) find no route.',
  'faults-on-request':
    'Its Bedrock ignores the markers of ours: "gets an answer in the end when Bedrock throttles twice" passes there without a throttle.',
  'access-log':
    'Its API Gateway keeps the settings of the access log and writes none; `npm test` checks its lines.',
  'metric-math-alarms':
    'Its CloudFormation refuses alarms on metric math, which are left out; `npm test` evaluates them in our embedded CloudWatch.',
  'embedded-metrics':
    'Its Logs takes no metrics from log lines (EMF); `npm test` reads them back from our embedded CloudWatch.',
  permissions:
    'It enforces neither signatures nor IAM policies: a call that a function may not make succeeds. The tests of the template check what is granted.',
} as const satisfies Readonly<Record<string, string>>;

const NO_QUERIES = 'It runs no Logs Insights query: whatever is asked, it answers with the raw events.';

/** Tests of our contract suites that it does not pass, as `suite > test`. */
export const PASSED_OVER_CONTRACTS: Readonly<Record<string, string>> = {
  'CloudWatch > keeps metrics with other dimensions apart, whatever their order':
    'It answers a query without dimensions with the data of all dimensions together.',
  'CloudWatch Logs Insights > shows the fields of the events that pass a filter': NO_QUERIES,
  'CloudWatch Logs Insights > counts and adds up by a field': NO_QUERIES,
  'CloudWatch Logs Insights > finds text in messages': NO_QUERIES,
  'CloudWatch Logs Insights > refuses what is no query, and groups and queries that do not exist': NO_QUERIES,
  'CloudWatch alarms > gives back metric math': 'It keeps no Metrics of an alarm.',
  'CloudWatch dashboards > lists it with its size':
    'It writes LastModified as text, where the JSON protocol has seconds.',
  'CloudWatch dashboards > refuses a body that is no dashboard': 'It takes any text for a body.',
};

const NO_TOOLS = 'Its Bedrock answers with text, whatever tools it is offered.';
const NO_FAULTS = 'Its Bedrock neither fails nor throttles on request.';

const NO_BODY_LIMIT =
  'Its API Gateway passes bodies of any size on: the gateway refuses them with the same status, in words of its own.';

const UNDER_SDK: Readonly<Record<string, string>> = {
  'uses a tool and takes its result in the next turn': NO_TOOLS,
  'streams the use of a tool': NO_TOOLS,
  'throws ThrottlingException when Bedrock throttles': NO_FAULTS,
  'throws ThrottlingException before a stream begins': NO_FAULTS,
  'throws ThrottlingException from inside a stream': NO_FAULTS,
  'throws the class of status 500': NO_FAULTS,
  'throws the class of status 503': NO_FAULTS,
  'throws ValidationException that says so for a body too large for API Gateway': NO_BODY_LIMIT,
};

const UNDER_OPENAI: Readonly<Record<string, string>> = {
  'throws APIError that says so for a body too large for API Gateway': NO_BODY_LIMIT,
};

const UNDER_AI_SDK: Readonly<Record<string, string>> = {
  'calls a tool, hands its result back and gets the answer': NO_TOOLS,
  'does the same as a stream': NO_TOOLS,
  'reports throttling as an error that may be retried': NO_FAULTS,
  'reports a stream that breaks off': NO_FAULTS,
};

const UNDER_LANGCHAIN: Readonly<Record<string, string>> = {
  'calls a tool and takes its result in the next turn': NO_TOOLS,
  'throws ThrottlingException when Bedrock throttles': NO_FAULTS,
};

/** Tests of our client suites that it does not pass, as `suite > test`. */
export const PASSED_OVER_CLIENT_TESTS: Readonly<Record<string, string>> = {
  ...inSuite('@aws-sdk/client-bedrock-runtime with HTTP/1.1', UNDER_SDK),
  ...inSuite('@aws-sdk/client-bedrock-runtime with its default HTTP/2 handler', UNDER_SDK),
  ...inSuite('openai', UNDER_OPENAI),
  ...inSuite('@ai-sdk/amazon-bedrock', UNDER_AI_SDK),
  ...inSuite('@langchain/aws with a client of its own', UNDER_LANGCHAIN),
  ...inSuite('@langchain/aws with environment variables', UNDER_LANGCHAIN),
};

function inSuite(suite: string, tests: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tests).map(([name, reason]) => [`${suite} > ${name}`, reason]));
}

/** Every entry of every list, for a person to read. */
export function passedOverLines(): readonly string[] {
  const lists = {
    'Resource types that MiniStack refuses': PASSED_OVER_TYPES,
    'Behaviour that it lacks': PASSED_OVER_BEHAVIOUR,
    'Contract tests that must fail there': PASSED_OVER_CONTRACTS,
    'Client tests that must fail there': PASSED_OVER_CLIENT_TESTS,
  };
  return Object.entries(lists).flatMap(([title, list]) => [
    `${title} (${Object.keys(list).length}):`,
    ...Object.entries(list).map(([name, reason]) => `  ${name}: ${reason}`),
  ]);
}
