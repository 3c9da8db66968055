import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createConverseStreamObserver,
  observeConverse,
  observeConverseRequest,
} from '#core/bedrock/converse.ts';

const answer = (content: readonly unknown[], rest: object = {}) => ({
  output: { message: { role: 'assistant', content } },
  stopReason: 'end_turn',
  usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
  metrics: { latencyMs: 5 },
  ...rest,
});
const guardrailTrace = {
  inputAssessment: {
    gr1: { contentPolicy: { filters: [{ type: 'PROMPT_ATTACK', action: 'BLOCKED', detected: true }] } },
  },
};

describe('observeConverse', () => {
  it('reads usage, stop reason and content of a plain answer', () => {
    const seen = observeConverse(answer([{ text: 'Hello' }]));

    expect(seen).toMatchObject({
      usage: { status: 'known', inputTokens: 7, outputTokens: 3 },
      stopReason: 'end_turn',
      hasContent: true,
      toolCalls: 0,
      guardrailIntervened: false,
      guardrailCounts: [],
    });
  });

  it.each([
    ['no block', [], false],
    ['a blank text', [{ text: ' \n' }], false],
    ['reasoning alone', [{ reasoningContent: { reasoningText: { text: 'hm' } } }], false],
    ['a text', [{ text: 'x' }], true],
    ['a tool use', [{ toolUse: { toolUseId: '1', name: 'weather', input: {} } }], true],
    ['an image', [{ image: { format: 'png' } }], true],
    ['a block from the future', [{ hologram: {} }], true],
  ])('knows whether %s is content', (_title, content, expected) => {
    const seen = observeConverse(answer(content));

    expect(seen.hasContent).toBe(expected);
  });

  it('counts tool uses, findings, and names the model a router chose', () => {
    const seen = observeConverse(
      answer([{ toolUse: {} }, { text: 'and' }, { toolUse: {} }], {
        stopReason: 'guardrail_intervened',
        trace: { guardrail: guardrailTrace, promptRouter: { invokedModelId: 'us.amazon.nova-lite-v1:0' } },
      }),
    );

    expect(seen).toMatchObject({
      toolCalls: 2,
      guardrailIntervened: true,
      guardrailCounts: [{ type: 'PROMPT_ATTACK', side: 'input', count: 1 }],
      routedModel: 'us.amazon.nova-lite-v1:0',
    });
  });

  it('says that usage is absent, and still reads the rest', () => {
    const { usage: _usage, ...withoutUsage } = answer([{ text: 'x' }]);

    const seen = observeConverse(withoutUsage);

    expect(seen).toMatchObject({
      usage: { status: 'unknown', reason: 'absent' },
      stopReason: 'end_turn',
      hasContent: true,
    });
  });

  it('says of an answer it cannot read that its usage is invalid', () => {
    expect(observeConverse(undefined).usage).toEqual({ status: 'unknown', reason: 'invalid' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (output, usage, trace) => {
        expect(() => observeConverse({ output, usage, trace })).not.toThrow();
        expect(() => observeConverse(output)).not.toThrow();
      }),
    );
  });
});

describe('createConverseStreamObserver', () => {
  it('puts a stream together event by event', () => {
    const observer = createConverseStreamObserver();

    const carriedContent = [
      observer.push('messageStart', { role: 'assistant' }),
      observer.push('contentBlockStart', { start: {} }),
      observer.push('contentBlockDelta', { delta: { text: 'Hi' } }),
      observer.push('contentBlockStart', { start: { toolUse: { name: 'weather' } } }),
      observer.push('contentBlockStop', {}),
      observer.push('messageStop', { stopReason: 'tool_use' }),
      observer.push('metadata', {
        usage: { inputTokens: 7, outputTokens: 3 },
        trace: { guardrail: guardrailTrace, promptRouter: { invokedModelId: 'amazon.nova-micro-v1:0' } },
      }),
    ];

    expect(carriedContent).toEqual([false, false, true, true, false, false, false]);
    expect(observer.isComplete()).toBe(true);
    expect(observer.observation()).toMatchObject({
      usage: { status: 'known', inputTokens: 7, outputTokens: 3 },
      stopReason: 'tool_use',
      hasContent: true,
      toolCalls: 1,
      guardrailIntervened: false,
      guardrailCounts: [{ type: 'PROMPT_ATTACK' }],
      routedModel: 'amazon.nova-micro-v1:0',
    });
  });

  it('knows that a stream without messageStop is not complete and without content is empty', () => {
    const observer = createConverseStreamObserver();

    observer.push('messageStart', { role: 'assistant' });

    expect(observer.isComplete()).toBe(false);
    expect(observer.observation()).toMatchObject({
      hasContent: false,
      usage: { status: 'unknown', reason: 'absent' },
    });
  });

  it('never throws on any event', () => {
    const type = fc.oneof(
      fc.constantFrom('contentBlockStart', 'contentBlockDelta', 'messageStop', 'metadata', 'constructor'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(type, fc.jsonValue())), (events) => {
        const observer = createConverseStreamObserver();

        expect(() => {
          for (const [eventType, payload] of events) observer.push(eventType, payload);
          observer.observation();
        }).not.toThrow();
      }),
    );
  });
});

describe('observeConverseRequest', () => {
  it('reads guardrail, trace, metadata, system prompt and tool errors of the last message', () => {
    const toolError = { toolResult: { toolUseId: '1', status: 'error', content: [] } };

    const seen = observeConverseRequest({
      system: [{ text: 'Be brief.' }],
      messages: [{ content: [toolError, toolError] }, { content: [toolError, { toolResult: {} }] }],
      guardrailConfig: { guardrailIdentifier: 'gr9', guardrailVersion: '2', trace: 'enabled' },
      requestMetadata: { application: 'shop', n: 1, __proto__x: 'y' },
    });

    expect(seen).toEqual({
      guardrail: { identifier: 'gr9', version: '2' },
      wantsTrace: true,
      metadata: new Map([
        ['application', 'shop'],
        ['__proto__x', 'y'],
      ]),
      systemPrompt: '[{"text":"Be brief."}]',
      toolErrors: 1,
    });
  });

  it('survives a system prompt that is nested a hundred thousand deep', () => {
    const body: unknown = JSON.parse(
      `{"system":[{"text":${'['.repeat(1e5)}${']'.repeat(1e5)}}],"messages":[]}`,
    );

    const seen = observeConverseRequest(body);

    expect(seen.systemPrompt).toBeUndefined();
  });

  it('reads nothing in what it does not know, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        expect(observeConverseRequest(body).wantsTrace).toBe(false);
      }),
    );
  });
});
