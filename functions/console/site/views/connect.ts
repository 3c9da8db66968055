import type { Connection } from '../../answers.ts';
import { button, element } from '../dom.ts';
import { heading } from './heading.ts';
import { plainView, type View, type ViewContext } from './view.ts';

/** How to point a client at the gateway. */
export function createConnectView({ connection }: ViewContext): View {
  const steps = toSteps(connection).map(({ title, words, code }) =>
    element(
      'section',
      { class: 'item' },
      element('h3', {}, title),
      element('p', {}, words),
      codeBlock(title, code),
    ),
  );
  const head = heading(
    'Connect',
    'Point a Bedrock or OpenAI client at the gateway: nothing else in it changes',
  );
  return plainView(element('article', {}, head, element('div', { class: 'stack' }, ...steps)));
}

interface Step {
  readonly title: string;
  readonly words: string;
  readonly code: string;
}

function toSteps({ endpoint, region, model, stage }: Connection): readonly Step[] {
  return [
    {
      title: 'Any AWS SDK',
      words: 'Clients that know bearer tokens for Bedrock need these variables and no change of code.',
      code: [
        `export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=${endpoint}`,
        'export AWS_BEARER_TOKEN_BEDROCK=<gateway key>',
        `export AWS_REGION=${region}`,
      ].join('\n'),
    },
    {
      title: 'Python',
      words: 'With boto3 and the variables above.',
      code: [
        'import boto3',
        '',
        'bedrock = boto3.client("bedrock-runtime")',
        'answer = bedrock.converse(',
        `    modelId="${model}",`,
        '    messages=[{"role": "user", "content": [{"text": "Hello"}]}],',
        ')',
        'print(answer["output"]["message"]["content"][0]["text"])',
      ].join('\n'),
    },
    {
      title: 'OpenAI',
      words: 'Clients of the Chat Completions API take the gateway as their base URL.',
      code: [
        'from openai import OpenAI',
        '',
        `client = OpenAI(base_url="${endpoint}/v1", api_key="<gateway key>")`,
        'answer = client.chat.completions.create(',
        `    model="${model}",`,
        '    messages=[{"role": "user", "content": "Hello"}],',
        ')',
        'print(answer.choices[0].message.content)',
      ].join('\n'),
    },
    {
      title: 'curl',
      words: 'The same call by hand.',
      code: [
        `curl -sS ${endpoint}/model/${encodeURIComponent(model)}/converse \\`,
        '  -H "Authorization: Bearer $AWS_BEARER_TOKEN_BEDROCK" -H "Content-Type: application/json" \\',
        `  -d '{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}'`,
      ].join('\n'),
    },
    {
      title: 'A key',
      ...toKeyStep(endpoint, stage),
    },
  ];
}

const LOCAL_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Keys of the local stack are in its own store; `--stage` would make one in AWS. */
function toKeyStep(endpoint: string, stage: string): Omit<Step, 'title'> {
  if (LOCAL_HOSTS.includes(new URL(endpoint).hostname))
    return {
      words: 'npm start prints one. While it runs, this makes another, which is shown once.',
      code: 'npm run keys -- create --local --tenant my-team --label first',
    };
  return {
    words:
      'This makes one, which is shown once; the stack’s output FirstKeyCommand has the options that it needs.',
    code: `npm run keys -- create --stage ${stage} --tenant my-team --label laptop`,
  };
}

function codeBlock(title: string, code: string): HTMLElement {
  const copy = button('Copy', () => void copyText(), { 'aria-label': `Copy: ${title}` });
  const copyText = async (): Promise<void> => {
    await navigator.clipboard.writeText(code);
    copy.textContent = 'Copied';
  };
  return element(
    'div',
    { class: 'code' },
    element('pre', { tabindex: '0' }, element('code', {}, code)),
    copy,
  );
}
