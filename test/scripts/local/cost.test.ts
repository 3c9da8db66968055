import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { callModel, converseBody, requestIdOf } from '../../support/converse-call.ts';
import { useLocalStack, useScriptedStack } from '../../support/local-stack.ts';
import { TEST_CONTEXT } from '../../support/local-stack-context.ts';
import { waitForRecordLine } from '../../support/records.ts';
import { sendJson } from '../../support/scripted-bedrock.ts';

const CLAUDE = 'us.anthropic.claude-sonnet-5';
const folder = mkdtempSync(join(tmpdir(), 'waymark-cost-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a call through the local gateway', () => {
  const scripted = useScriptedStack();
  const local = useLocalStack();

  it('has the right cents in its record and in its metrics', async () => {
    const usage = {
      inputTokens: 12_345,
      outputTokens: 678,
      totalTokens: 23_023,
      cacheReadInputTokens: 8_000,
      cacheWriteInputTokens: 2_000,
      cacheDetails: [{ ttl: '1h', inputTokens: 500 }],
    };
    const units = { contentPolicyUnits: 30, sensitiveInformationPolicyUnits: 30 };
    scripted().bedrock.play((_request, response) =>
      sendJson(response, {
        output: { message: { role: 'assistant', content: [{ text: 'Hello.' }] } },
        stopReason: 'end_turn',
        usage,
        trace: { guardrail: { inputAssessment: { gr1: { invocationMetrics: { usage: units } } } } },
      }),
    );

    const answer = await callModel(scripted(), converseBody('Hello.'), { model: CLAUDE });
    const { record, fields } = await waitForRecordLine(scripted().stack, requestIdOf(answer));

    // 12345 x 2.2 + 678 x 11 + 8000 x 0.22 + 1500 x 2.75 + 500 x 4.4 + 30 x 150 + 30 x 100 per million: 5.0202 cents
    expect(record.costUsd).toBe(0.050_202);
    // 8000 x 1.98 - 1500 x 0.55 - 500 x 2.2 per million
    expect(record.cacheSavedUsd).toBe(0.013_915);
    expect(fields).toMatchObject({ CostUsd: 0.050_202, CacheSavedUsd: 0.013_915 });
    expect(fields).not.toHaveProperty('UnpricedCalls');
  });

  it.each(['converse', 'converse-stream', 'invoke', 'invoke-with-response-stream'] as const)(
    'by %s has the cost of the tokens and text units that the local Bedrock counted, and the findings',
    async (operation) => {
      const body = converseBody('Is the booking of jane@example.com changed?');

      const answer = await callModel(local(), body, { operation });
      const { record, fields } = await waitForRecordLine(local().stack, requestIdOf(answer));

      const { usage, costUsd = 0, guardrail } = record;
      if (usage.status === 'unknown') throw new Error('The local Bedrock told no usage.');
      const tokens = (usage.inputTokens * 0.06 + usage.outputTokens * 0.24) / 1e6;
      // a text unit each of question and answer, by the two policies of the managed guardrail that apply to them
      expect(costUsd - tokens).toBeCloseTo((2 * (0.15 + 0.1)) / 1_000, 9);
      expect(fields.CostUsd).toBe(costUsd);
      expect(guardrail?.counts).toContainEqual({
        policy: 'sensitiveInformationPolicy',
        type: 'EMAIL',
        action: 'ANONYMIZED',
        side: 'input',
        count: 1,
      });
    },
  );
});

describe('a stack with prices of its own', () => {
  const underTest = useScriptedStack({}, () => {
    const prices = join(folder, 'prices.json');
    writeFileSync(
      prices,
      JSON.stringify({
        source: 'contract',
        date: '2026-11-21',
        models: { 'amazon.nova-lite-v1:0': { standard: { us: { input: 0.05, output: 0.2 } } } },
      }),
    );
    const defaults = { ...TEST_CONTEXT.waymark.defaults, guardrail: { mode: 'off' }, cost: { prices } };
    return { context: { waymark: { stages: {}, defaults } } };
  });

  it('prices its calls by them', async () => {
    const answer = await callModel(underTest(), converseBody('Hello.'));
    const { record } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    // 7 x 0.05 + 3 x 0.2 per million
    expect(record).toMatchObject({ costUsd: 0.000_000_95 });
  });
});
