import { ConverseCommand, ConverseStreamCommand, type OutputConfig } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, test } from 'vitest';
import { bedrockClient, question, useEmbeddedAws } from './use-embedded-aws.ts';

const modelId = 'amazon.nova-lite-v1:0';
const getAws = useEmbeddedAws();
const asked = (
  schema: string,
): { modelId: string; messages: ReturnType<typeof question>; outputConfig: OutputConfig } => ({
  modelId,
  messages: question('Report.'),
  outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema: { schema } } } },
});
const SCHEMA = JSON.stringify({
  type: 'object',
  properties: { city: { type: 'string' }, celsius: { type: 'integer' } },
  additionalProperties: false,
});
const REPORT = { city: expect.any(String), celsius: expect.any(Number) };

describe('structured output', () => {
  test('is JSON that fits the schema, whole and streamed', async () => {
    const whole = await bedrockClient(getAws()).send(new ConverseCommand(asked(SCHEMA)));
    const { stream } = await bedrockClient(getAws()).send(new ConverseStreamCommand(asked(SCHEMA)));
    let streamed = '';
    for await (const event of stream ?? []) streamed += event.contentBlockDelta?.delta?.text ?? '';

    expect(JSON.parse(whole.output?.message?.content?.[0]?.text ?? '')).toEqual(REPORT);
    expect(JSON.parse(streamed)).toEqual(REPORT);
  });

  test.each([
    ['no JSON', '{', 'not valid JSON'],
    ['an open object', '{"type":"object"}', 'additionalProperties'],
    ['an open object inside', '{"type":"array","items":{"type":"object"}}', 'additionalProperties'],
  ])('is refused for a schema that is %s', async (_title, schema, message) => {
    const sent = bedrockClient(getAws()).send(new ConverseCommand(asked(schema)));

    await expect(sent).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
});
