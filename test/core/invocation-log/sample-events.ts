import type { LogDocument } from '#core/invocation-log/document.ts';

type Json = Readonly<Record<string, unknown>>;

export const GATEWAY_ROLE = 'arn:aws:iam::123456789012:role/Waymark-dev-GatewayRole';

/** An event of the invocation log as Bedrock writes it, with what a test changes. */
export function logEvent(changes: Json = {}): Json {
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: '2026-11-21T10:00:00Z',
    accountId: '123456789012',
    region: 'us-east-1',
    requestId: 'ff4b6c63-5561-4431-93b8-06a817275900',
    operation: 'Converse',
    modelId: 'us.amazon.nova-lite-v1:0',
    identity: { arn: 'arn:aws:sts::123456789012:assumed-role/ShopApi/session' },
    input: {
      inputContentType: 'application/json',
      inputBodyJson: { messages: [{ role: 'user', content: [{ text: 'SECRET QUESTION' }] }] },
      inputTokenCount: 12,
    },
    output: {
      outputContentType: 'application/json',
      outputBodyJson: {
        output: { message: { role: 'assistant', content: [{ text: 'SECRET ANSWER' }] } },
        stopReason: 'end_turn',
        metrics: { latencyMs: 302 },
        usage: { inputTokens: 12, outputTokens: 5, totalTokens: 17 },
      },
      outputTokenCount: 5,
    },
    ...changes,
  };
}

/** What the log says of a stream, in the two forms that it may have. */
export const converseEvents: readonly Json[] = [
  { messageStart: { role: 'assistant' } },
  { contentBlockStart: { start: { toolUse: { toolUseId: 't', name: 'look' } }, contentBlockIndex: 0 } },
  { contentBlockDelta: { delta: { toolUse: { input: '{}' } }, contentBlockIndex: 0 } },
  { contentBlockStop: { contentBlockIndex: 0 } },
  { messageStop: { stopReason: 'tool_use' } },
  { metadata: { usage: { inputTokens: 30, outputTokens: 7, totalTokens: 37 }, metrics: { latencyMs: 900 } } },
];

export const asDocument = (event: Json): LogDocument => event as unknown as LogDocument;
