import { toFrame } from '../support/scripted-bedrock.ts';
import { canaries } from './canaries.ts';

/** A Converse request with a canary in every place a caller's words can stand, all of the same index. */
export function converseRequest(index: number): string {
  const at = (place: keyof typeof canaries): string => canaries[place][index] ?? '';
  return JSON.stringify({
    system: [{ text: at('systemPrompt') }],
    messages: [
      { role: 'user', content: [{ text: at('userPrompt') }, document(at('document'))] },
      {
        role: 'assistant',
        content: [{ text: at('assistantHistory') }, toolUse(at('toolInput'))],
      },
      { role: 'user', content: [toolResult(at('toolResultText'), at('toolResultJson'))] },
    ],
    toolConfig: {
      tools: [{ toolSpec: { name: 'find', description: at('toolDescription'), inputSchema: { json: {} } } }],
    },
    requestMetadata: { customer: at('metadataValue'), [at('metadataName')]: 'x', application: 'canary-test' },
    additionalModelRequestFields: { note: at('modelFields') },
    promptVariables: { name: { text: at('promptVariable') } },
    inferenceConfig: { stopSequences: [at('stopSequence')] },
  });
}

/** The same for `POST /v1/chat/completions`, in the places that it has. */
export function chatRequest(index: number, model: string): string {
  const at = (place: keyof typeof canaries): string => canaries[place][index] ?? '';
  const toolCall = {
    id: 'call-1',
    type: 'function',
    function: { name: 'find', arguments: JSON.stringify({ query: at('toolInput') }) },
  };
  return JSON.stringify({
    model,
    messages: [
      { role: 'system', content: at('systemPrompt') },
      { role: 'user', content: at('userPrompt') },
      { role: 'assistant', content: at('assistantHistory'), tool_calls: [toolCall] },
      { role: 'tool', tool_call_id: 'call-1', content: at('toolResultText') },
    ],
    tools: [{ type: 'function', function: { name: 'find', description: at('toolDescription') } }],
    user: `${at('wrongBody')}|`, // Bedrock would refuse it: only its hash may stay
    metadata: {
      customer: `${at('metadataValue')}|`,
      [`${at('metadataName')}|`]: 'x',
      application: 'canary-test',
    },
    stop: at('stopSequence'),
  });
}

const document = (text: string) => ({
  document: { name: text, format: 'txt', source: { bytes: Buffer.from(text).toString('base64') } },
});

const toolUse = (text: string) => ({ toolUse: { toolUseId: text, name: 'find', input: { query: text } } });

const toolResult = (text: string, json: string) => ({
  toolResult: { toolUseId: text, status: 'error', content: [{ text }, { json: { found: json } }] },
});

/** Headers that a caller's application may send along. */
export function requestHeaders(index: number): Readonly<Record<string, string>> {
  const canary = canaries.header[index] ?? '';
  return {
    cookie: `session=${canary}`,
    'x-user-email': `${canary}@example.com`,
    referer: `https://example.com/?q=${canary}`,
    'x-amzn-bedrock-field-of-next-year': canary,
  };
}

/** A Converse answer with the model's words, and a guardrail's trace with what it matched. */
export function converseAnswer(index: number) {
  return {
    output: { message: { role: 'assistant', content: answerContent(index) } },
    stopReason: 'tool_use',
    usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
    metrics: { latencyMs: 5 },
    additionalModelResponseFields: { stop_sequence: canaries.stopSequence[index] },
    trace: { guardrail: guardrailTrace(index) },
  };
}

export function answerContent(index: number) {
  return [
    { reasoningContent: { reasoningText: { text: canaries.answerReasoning[index] } } },
    { text: canaries.answerText[index] },
    { toolUse: { toolUseId: 't', name: 'find', input: { query: canaries.answerToolInput[index] } } },
  ];
}

/** What Bedrock tells of a guardrail's findings, the matched words included. */
export function guardrailTrace(index: number) {
  return {
    modelOutput: [canaries.guardrailMatch[index]],
    inputAssessment: { 'guardrail-1': guardrailAssessment(index) },
    outputAssessments: { 'guardrail-1': [guardrailAssessment(index)] },
  };
}

/** One assessment with a canary wherever a guardrail quotes the text or the customer's own wording. */
export function guardrailAssessment(index: number) {
  const match = canaries.guardrailMatch[index];
  const action = 'BLOCKED';
  return {
    topicPolicy: { topics: [{ name: match, type: 'DENY', action }] },
    contentPolicy: { filters: [{ type: 'INSULTS', confidence: 'HIGH', action }] },
    wordPolicy: {
      customWords: [{ match, action }],
      managedWordLists: [{ match, type: 'PROFANITY', action }],
    },
    sensitiveInformationPolicy: {
      piiEntities: [{ match, type: 'EMAIL', action: 'ANONYMIZED' }],
      regexes: [{ name: match, match, regex: match, action }],
    },
    automatedReasoningPolicy: {
      findings: [{ valid: { translation: { premises: [{ naturalLanguage: match }] } } }],
    },
  };
}

/** The same answer as an event stream. */
export function streamFrames(index: number): readonly Buffer[] {
  const { trace, usage } = converseAnswer(index);
  const [reasoning, text, tool] = [
    { reasoningContent: { text: canaries.answerReasoning[index] } },
    { text: canaries.answerText[index] },
    { toolUse: { input: JSON.stringify({ query: canaries.answerToolInput[index] }) } },
  ];
  return [
    toFrame('messageStart', { role: 'assistant' }),
    ...[reasoning, text, tool].map((delta) => toFrame('contentBlockDelta', { contentBlockIndex: 0, delta })),
    toFrame('messageStop', { stopReason: 'guardrail_intervened' }),
    toFrame('metadata', { usage, trace }),
  ];
}
