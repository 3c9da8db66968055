import { startLocalStack } from '#scripts/local/stack.ts';
import { callModel, converseBody } from './converse-call.ts';
import { TEST_CONTEXT } from './local-stack-context.ts';

const t0 = performance.now();
const stack = await startLocalStack({ context: TEST_CONTEXT, onProgress: console.log });
console.log('started', performance.now() - t0);
const { key } = await stack.createKey('tests', 'x');
const target = { stack, baseUrl: stack.apiUrl, key, authorization: { authorization: `Bearer ${key}` } };
for (let i = 0; i < 2; i++) {
  const a = await callModel(target, converseBody('Hi'));
  console.log(a.status, a.headers, a.body.toString());
}
for (const s of ['access', 'authorizer', 'gateway']) console.log(s, stack.logLines(s).slice(0, 12));
console.log(
  stack.bedrock.lastRequest()?.body.toString(),
  stack.bedrock.lastRequest()?.path,
  stack.bedrock.lastAnswer()?.toString(),
);
await stack.close();
