import {
  ApplyGuardrailCommand,
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { collect } from '../../clients/collect.ts';
import { MODEL } from '../emulation.ts';
import type { Aws, Comparison } from './comparison.ts';

const messages = [{ role: 'user' as const, content: [{ text: 'Say hello.' }] }];
const body = JSON.stringify({ messages });

const client = (aws: Aws) => new BedrockRuntimeClient({ ...aws, maxAttempts: 1 });

/** Models invent different words: texts, and all that is counted from them, are compared by type. */
const free = ['text', 'inputTokens', 'outputTokens', 'totalTokens', 'latencyMs'];

const NO_CACHE = 'Nova counts cached tokens, also when there are none; MiniStack does not.';

const NO_DETAILS = {
  usage: 'MiniStack counts units of the policies it evaluates, Bedrock of all that are configured.',
  actionReason: 'MiniStack has none.',
  appliedGuardrailDetails: 'MiniStack has none.',
  invocationMetrics: 'MiniStack has none.',
};

function applyGuardrail(aws: Aws, source: 'INPUT' | 'OUTPUT', text: string) {
  const content = [{ text: { text } }];
  return client(aws).send(new ApplyGuardrailCommand({ ...aws.guardrail, source, content }));
}

/** What the gateway relays. */
export const BEDROCK: readonly Comparison[] = [
  {
    name: 'Converse',
    call: (aws) => client(aws).send(new ConverseCommand({ modelId: MODEL, messages })),
    free,
  },
  {
    name: 'Converse with a role that is none',
    call: (aws) =>
      client(aws).send(
        new ConverseCommand({
          modelId: MODEL,
          messages: [{ role: 'nobody' as 'user', content: [{ text: 'a' }] }],
        }),
      ),
  },
  {
    name: 'Converse without content',
    call: (aws) =>
      client(aws).send(new ConverseCommand({ modelId: MODEL, messages: [{ role: 'user', content: [] }] })),
  },
  {
    name: 'ConverseStream, one event of each kind in order',
    call: async (aws) => {
      const { stream } = await client(aws).send(new ConverseStreamCommand({ modelId: MODEL, messages }));
      const events = await collect(stream);
      const kinds = events.map((event) => Object.keys(event)[0]);
      return events.filter((_event, index) => kinds[index] !== kinds[index - 1]);
    },
    free,
  },
  {
    name: 'InvokeModel',
    call: (aws) =>
      client(aws).send(new InvokeModelCommand({ modelId: MODEL, body, contentType: 'application/json' })),
    free,
    differences: {
      cacheReadInputTokenCount: NO_CACHE,
      cacheWriteInputTokenCount: NO_CACHE,
    },
  },
  {
    name: 'InvokeModelWithResponseStream, the form of its first event',
    call: async (aws) => {
      const input = { modelId: MODEL, body, contentType: 'application/json' };
      const answer = await client(aws).send(new InvokeModelWithResponseStreamCommand(input));
      const [first] = await collect(answer.body);
      return {
        contentType: answer.contentType,
        event: Object.keys(first ?? {}),
        bytes: Object.keys(first?.chunk ?? {}),
      };
    },
  },
  {
    name: 'InvokeModel with a body that is not JSON',
    call: (aws) =>
      client(aws).send(
        new InvokeModelCommand({ modelId: MODEL, body: '{', contentType: 'application/json' }),
      ),
  },
  {
    name: 'ApplyGuardrail to harmless text',
    call: (aws) => applyGuardrail(aws, 'INPUT', 'Say hello.'),
    differences: {
      ...NO_DETAILS,
      outputs: 'Bedrock has none when nothing was changed; MiniStack repeats the text.',
    },
  },
  {
    name: 'ApplyGuardrail to text with an e-mail address',
    call: (aws) => applyGuardrail(aws, 'OUTPUT', 'Write to somebody@example.com.'),
    differences: { ...NO_DETAILS, regexes: 'An empty list in Bedrock, nothing in MiniStack.' },
  },
];
