import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAssessments, readGuardrailTrace } from '#core/bedrock/guardrail-assessment.ts';

/** Every policy of a guardrail assessment, each with a canary where AWS puts matched text. */
function assessment(canary: string) {
  return {
    topicPolicy: { topics: [{ name: canary, type: 'DENY', action: 'BLOCKED', detected: true }] },
    contentPolicy: {
      filters: [
        {
          type: 'PROMPT_ATTACK',
          confidence: 'HIGH',
          filterStrength: 'HIGH',
          action: 'BLOCKED',
          detected: true,
        },
        { type: 'HATE', confidence: 'NONE', action: 'NONE', detected: false },
      ],
    },
    wordPolicy: {
      customWords: [{ match: canary, action: 'BLOCKED', detected: true }],
      managedWordLists: [{ match: canary, type: 'PROFANITY', action: 'BLOCKED', detected: true }],
    },
    sensitiveInformationPolicy: {
      piiEntities: [
        { match: canary, type: 'EMAIL', action: 'ANONYMIZED', detected: true },
        { match: canary, type: 'EMAIL', action: 'ANONYMIZED', detected: true },
      ],
      regexes: [{ name: canary, match: canary, regex: canary, action: 'BLOCKED', detected: true }],
    },
    contextualGroundingPolicy: {
      filters: [
        { type: 'GROUNDING', threshold: 0.7, score: 0.2, action: 'BLOCKED', detected: true },
        { type: 'RELEVANCE', threshold: 0.7, score: 0.9, action: 'NONE', detected: false },
      ],
    },
    automatedReasoningPolicy: { findings: [{ invalid: { translation: { premises: [canary] } } }] },
    invocationMetrics: { guardrailProcessingLatency: 12, usage: { topicPolicyUnits: 1 } },
    appliedGuardrailDetails: { guardrailId: 'gr1', guardrailVersion: '1' },
  };
}

const EXPECTED = [
  { policy: 'topicPolicy', type: 'DENY', action: 'BLOCKED', count: 1 },
  { policy: 'contentPolicy', type: 'PROMPT_ATTACK', action: 'BLOCKED', count: 1 },
  { policy: 'wordPolicy', type: 'CUSTOM_WORD', action: 'BLOCKED', count: 1 },
  { policy: 'wordPolicy', type: 'PROFANITY', action: 'BLOCKED', count: 1 },
  { policy: 'sensitiveInformationPolicy', type: 'EMAIL', action: 'ANONYMIZED', count: 2 },
  { policy: 'sensitiveInformationPolicy', type: 'REGEX', action: 'BLOCKED', count: 1 },
  { policy: 'contextualGroundingPolicy', type: 'GROUNDING', action: 'BLOCKED', count: 1 },
  { policy: 'contextualGroundingPolicy', type: 'RELEVANCE', action: 'PASSED', count: 1 },
  { policy: 'automatedReasoningPolicy', type: 'invalid', action: 'NONE', count: 1 },
];

describe('readAssessments', () => {
  it.each(['input', 'output'] as const)('counts every policy of an assessment of the %s', (side) => {
    const { guardrailCounts: counts } = readAssessments([assessment('canary')], side);

    expect(counts).toEqual(EXPECTED.map((count) => ({ ...count, side })));
  });

  it('adds up equal findings of several assessments', () => {
    const { guardrailCounts: counts } = readAssessments([assessment('a'), assessment('b')], 'input');

    expect(counts).toEqual(EXPECTED.map((count) => ({ ...count, side: 'input', count: count.count * 2 })));
  });

  it('counts a finding that was detected only, and one from before `detected` existed', () => {
    const filters = [
      { type: 'INSULTS', action: 'NONE', detected: true },
      { type: 'VIOLENCE', action: 'BLOCKED' },
    ];

    const { guardrailCounts: counts } = readAssessments([{ contentPolicy: { filters } }], 'input');

    expect(counts.map(({ type, action }) => [type, action])).toEqual([
      ['INSULTS', 'NONE'],
      ['VIOLENCE', 'BLOCKED'],
    ]);
  });

  it('tells a grounding score that passed from one that did not, also where `detected` is not told', () => {
    const filters = [
      { type: 'GROUNDING', threshold: 0.7, score: 0.9, action: 'NONE' },
      { type: 'RELEVANCE', threshold: 0.7, score: 0.1, action: 'BLOCKED' },
    ];

    const { guardrailCounts: counts } = readAssessments(
      [{ contextualGroundingPolicy: { filters } }],
      'output',
    );

    expect(counts.map(({ type, action }) => [type, action])).toEqual([
      ['GROUNDING', 'PASSED'],
      ['RELEVANCE', 'BLOCKED'],
    ]);
  });

  it('reads the readable policies of an assessment that has an unreadable one', () => {
    const { guardrailCounts: counts } = readAssessments(
      [{ ...assessment('x'), topicPolicy: 'new shape', wordPolicy: null }],
      'input',
    );

    expect(counts.map(({ policy }) => policy)).toEqual([
      'contentPolicy',
      'sensitiveInformationPolicy',
      'sensitiveInformationPolicy',
      'contextualGroundingPolicy',
      'contextualGroundingPolicy',
      'automatedReasoningPolicy',
    ]);
  });
});

const ofConverse = (input: unknown, ...outputs: readonly unknown[]) => ({
  inputAssessment: { gr1: input },
  outputAssessments: { gr1: outputs },
});
const ofInvokeModel = (input: unknown, ...outputs: readonly unknown[]) => ({
  input: { gr1: input },
  outputs: outputs.map((output) => ({ gr1: output })),
});

describe('readGuardrailTrace', () => {
  it.each([
    ['Converse', ofConverse],
    ['InvokeModel', ofInvokeModel],
  ])('tells input and output of %s apart', (_, toTrace) => {
    const { contentPolicy, topicPolicy } = assessment('');
    const trace = {
      modelOutput: ['canary'],
      ...toTrace({ contentPolicy }, { topicPolicy }),
      actionReason: 'c',
    };

    const { guardrailCounts: counts } = readGuardrailTrace(trace);

    expect(counts).toEqual([
      { policy: 'contentPolicy', type: 'PROMPT_ATTACK', action: 'BLOCKED', side: 'input', count: 1 },
      { policy: 'topicPolicy', type: 'DENY', action: 'BLOCKED', side: 'output', count: 1 },
    ]);
  });

  it.each([
    undefined,
    null,
    1,
    'text',
    [],
    {},
    { inputAssessment: 7 },
    { outputAssessments: { a: 1 } },
    { input: 7 },
    { outputs: { a: {} } },
    { outputs: [7] },
  ])('counts nothing in %j', (trace) => {
    expect(readGuardrailTrace(trace)).toMatchObject({ guardrailCounts: [] });
    expect(readGuardrailTrace(trace).guardrailUnits).toBeUndefined();
  });

  it.each([
    ['Converse', ofConverse],
    ['InvokeModel', ofInvokeModel],
  ])('adds up the units of all assessments of %s', (_, toTrace) => {
    const units = (usage: unknown) => ({ invocationMetrics: { usage } });
    const trace = toTrace(
      units({ topicPolicyUnits: 1, contentPolicyUnits: 2, wordPolicyUnits: 0 }),
      units({ contentPolicyUnits: 3 }),
      units({ contentPolicyImageUnits: 1 }),
    );

    const { guardrailUnits } = readGuardrailTrace(trace);

    expect(guardrailUnits).toEqual({ topicPolicy: 1, contentPolicy: 5, contentPolicyImage: 1 });
  });

  it.each([
    ['there is no assessment', {}],
    ['one assessment tells none', { inputAssessment: { a: assessment(''), b: {} } }],
    ['the trace has another shape', { inputAssessment: 7 }],
  ])('does not know the units when %s', (_, trace) => {
    expect(readGuardrailTrace(trace).guardrailUnits).toBeUndefined();
  });

  it('never takes a unit that is no count for a cheaper one', () => {
    const trace = { inputAssessment: { a: { invocationMetrics: { usage: { topicPolicyUnits: 'many' } } } } };

    expect(readGuardrailTrace(trace).guardrailUnits).toEqual({ topicPolicy: Number.NaN });
  });

  it('never lets matched text out', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 12 }).map((text) => `canary-${text}`),
        (canary) => {
          const seen = assessment(canary);
          const readings = [ofConverse, ofInvokeModel].map((toTrace) =>
            readGuardrailTrace({ modelOutput: [canary], ...toTrace(seen, seen) }),
          );

          expect(JSON.stringify(readings)).not.toContain('canary-');
        },
      ),
    );
  });

  it('never throws on anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (input, output) => {
        expect(() => readGuardrailTrace(ofConverse(input, output))).not.toThrow();
        expect(() =>
          readGuardrailTrace({ ...ofInvokeModel(input, output), outputs: [output] }),
        ).not.toThrow();
      }),
    );
  });
});
