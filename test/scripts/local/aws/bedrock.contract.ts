import {
  ApplyGuardrailCommand,
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

const NOVA = 'amazon.nova-lite-v1:0';
const CLAUDE = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const question = (text: string) => [{ role: 'user' as const, content: [{ text }] }];

/** Our embedded Bedrock takes every guardrail of this form for one that exists. */
const ANY_GUARDRAIL = { identifier: 'abcdefghijkl', version: '1' };

/** Bedrock Runtime over HTTP/2 (the SDK's default) and HTTP/1.1; `guardrail` is one that exists there. */
export function describeBedrockContract(
  getEndpoint: GetEndpoint,
  protocols: readonly ('HTTP/1.1' | 'HTTP/2')[],
  guardrail = ANY_GUARDRAIL,
): void {
  describe.each(protocols)('Bedrock Runtime over %s', (protocol) => {
    let client: BedrockRuntimeClient;

    beforeAll(() => {
      client = new BedrockRuntimeClient({
        ...clientOptions(getEndpoint),
        ...(protocol === 'HTTP/1.1' ? { requestHandler: new NodeHttpHandler() } : {}),
      });
    });

    afterAll(() => client.destroy());

    test('Converse answers with text, a stop reason, usage and a request id', async () => {
      const answer = await client.send(new ConverseCommand({ modelId: NOVA, messages: question('Hello') }));

      expect(answer.output?.message?.role).toBe('assistant');
      expect(answer.output?.message?.content?.[0]?.text).toMatch(/\S/);
      expect(answer.stopReason).toBe('end_turn');
      expect(answer.usage?.inputTokens).toBeGreaterThan(0);
      expect(answer.usage?.outputTokens).toBeGreaterThan(0);
      expect(answer.usage?.totalTokens).toBe(
        (answer.usage?.inputTokens ?? 0) + (answer.usage?.outputTokens ?? 0),
      );
      expect(answer.metrics?.latencyMs).toBeGreaterThanOrEqual(0);
      expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    });

    test('Converse gives the same answer to the same question', async () => {
      const ask = () => client.send(new ConverseCommand({ modelId: NOVA, messages: question('Same?') }));

      const [first, second] = [await ask(), await ask()];

      expect(second.output).toEqual(first.output);
      expect(second.usage).toEqual(first.usage);
    });

    test('ConverseStream sends the events in order and ends with usage', async () => {
      const { stream } = await client.send(
        new ConverseStreamCommand({ modelId: NOVA, messages: question('Hello') }),
      );

      const events: ConverseStreamOutput[] = [];
      for await (const event of stream ?? []) events.push(event);

      const kinds = events.map((event) => Object.keys(event)[0]);
      expect(kinds[0]).toBe('messageStart');
      expect(kinds).toContain('contentBlockDelta');
      expect(kinds.slice(-3)).toEqual(['contentBlockStop', 'messageStop', 'metadata']);
      expect(events.at(-2)?.messageStop?.stopReason).toBe('end_turn');
      expect(events.at(-1)?.metadata?.usage?.outputTokens).toBeGreaterThan(0);
    });

    test('InvokeModel answers in the provider shape of Anthropic', async () => {
      const { body, contentType } = await client.send(
        new InvokeModelCommand({
          modelId: CLAUDE,
          contentType: 'application/json',
          body: JSON.stringify({
            anthropic_version: 'bedrock-2023-05-31',
            max_tokens: 50,
            messages: [{ role: 'user', content: 'Hello' }],
          }),
        }),
      );

      expect(contentType).toBe('application/json');
      expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject({
        type: 'message',
        role: 'assistant',
        content: [{ type: 'text', text: expect.stringMatching(/\S/) }],
        usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
      });
    });

    test('InvokeModelWithResponseStream sends chunks of JSON', async () => {
      const { body } = await client.send(
        new InvokeModelWithResponseStreamCommand({
          modelId: CLAUDE,
          contentType: 'application/json',
          body: JSON.stringify({
            anthropic_version: 'bedrock-2023-05-31',
            max_tokens: 50,
            messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
          }),
        }),
      );

      const chunks: { type?: string }[] = [];
      for await (const event of body ?? [])
        chunks.push(JSON.parse(new TextDecoder().decode(event.chunk?.bytes)));

      expect(chunks[0]?.type).toBe('message_start');
      expect(chunks.map(({ type }) => type)).toContain('content_block_delta');
      expect(chunks.at(-1)?.type).toBe('message_stop');
    });

    test('ApplyGuardrail lets a harmless text pass', async () => {
      const answer = await client.send(
        new ApplyGuardrailCommand({
          guardrailIdentifier: guardrail.identifier,
          guardrailVersion: guardrail.version,
          source: 'INPUT',
          content: [{ text: { text: 'What is the weather like?' } }],
        }),
      );

      expect(answer.action).toBe('NONE');
      expect(answer.assessments).toBeInstanceOf(Array);
      expect(answer.usage?.contentPolicyUnits).toBeGreaterThanOrEqual(0);
    });
  });
}
