/**
 * What MiniStack cannot do, by name and with the reason. `test/emulator/passed-over.emulator.ts` fails as soon as one
 * of these works, so that the lists only get shorter.
 */

/** Resource types that its CloudFormation refuses. They are made with their own service's API, or left out. */
export const PASSED_OVER_TYPES = {
  'AWS::Bedrock::Guardrail': 'Made from the same properties by CreateGuardrail.',
  'AWS::Bedrock::GuardrailVersion': 'Made by CreateGuardrailVersion.',
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
} as const satisfies Readonly<Record<string, string>>;

const ANY_GUARDRAIL =
  'It wants a guardrail that was made before; the suite names one that our embedded Bedrock takes for granted. `compare/bedrock.ts` asks about the guardrail of the stack instead.';

/** Tests of our contract suites that it does not pass, as `suite > test`. */
export const PASSED_OVER_TESTS: Readonly<Record<string, string>> = {
  'Bedrock Runtime over HTTP/1.1 > ApplyGuardrail lets a harmless text pass': ANY_GUARDRAIL,
  'Bedrock Runtime over HTTP/2 > ApplyGuardrail lets a harmless text pass': ANY_GUARDRAIL,
  'CloudWatch > keeps metrics with other dimensions apart, whatever their order':
    'It answers a query without dimensions with the data of all dimensions together.',
};
