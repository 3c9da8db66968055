import type { Operation } from '../invocation/record.ts';

/** What the gateway has to know of an operation. */
export interface OperationDefinition {
  /** API Gateway resource and Bedrock's own path. */
  readonly route: string;
  readonly stream: boolean;
  /** Which answer shape is read: Converse's, a provider's own body, or a guardrail's. */
  readonly family: 'converse' | 'invoke' | 'guardrail';
}

/** Bedrock Runtime's operations behind the gateway. Paths: Bedrock Runtime API reference. */
export const OPERATION_DEFINITIONS = {
  Converse: { route: '/model/{modelId}/converse', stream: false, family: 'converse' },
  ConverseStream: { route: '/model/{modelId}/converse-stream', stream: true, family: 'converse' },
  InvokeModel: { route: '/model/{modelId}/invoke', stream: false, family: 'invoke' },
  InvokeModelWithResponseStream: {
    route: '/model/{modelId}/invoke-with-response-stream',
    stream: true,
    family: 'invoke',
  },
  ApplyGuardrail: {
    route: '/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply',
    stream: false,
    family: 'guardrail',
  },
} as const satisfies Record<Operation, OperationDefinition>;

/** The path Bedrock expects, every parameter percent-encoded as one segment. */
export function bedrockPath(operation: Operation, parameters: Readonly<Record<string, string>>): string {
  return OPERATION_DEFINITIONS[operation].route.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeSegment(parameters[name] ?? ''),
  );
}

/** RFC 3986 encoding of one path segment, as AWS SDKs do it: `encodeURIComponent` and `!'()*` as well. */
function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
