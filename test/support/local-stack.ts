import { afterAll, beforeAll } from 'vitest';
import { type LocalStack, startLocalStack } from '#scripts/local/stack.ts';
import type { LocalStackOptions } from '#scripts/local/stack-options.ts';
import { TEST_CONTEXT } from './local-stack-context.ts';
import { type ScriptedBedrock, startScriptedBedrock } from './scripted-bedrock.ts';

/** Tenant of the key that the tests call with. */
export const TENANT = 'tests';

/** A running stack with a key to call it. */
export interface StackUnderTest {
  readonly stack: LocalStack;
  readonly baseUrl: string;
  readonly key: string;
  readonly authorization: Readonly<Record<string, string>>;
}

/** A running stack whose gateway talks to a Bedrock that says what a test tells it to. */
export interface ScriptedStack extends StackUnderTest {
  readonly bedrock: ScriptedBedrock;
}

/** Environment of the gateway function that a test replaces. */
export type GatewayOverrides = Readonly<Record<string, string>>;

/** Made when the stack starts, because it may have to be prepared. */
export type OptionsSource = () => LocalStackOptions | Promise<LocalStackOptions>;

/** Starts a stack for the tests of a file; ask for it inside tests and hooks. */
export function useLocalStack(
  gateway: GatewayOverrides = {},
  options: OptionsSource = () => ({}),
): () => StackUnderTest {
  let running: StackUnderTest | undefined;
  beforeAll(async () => {
    running = await start(gateway, await options());
  });
  afterAll(() => running?.stack.close());
  return () => present(running);
}

/** As `useLocalStack`, with a scripted Bedrock behind the gateway. */
export function useScriptedStack(
  gateway: GatewayOverrides = {},
  options: OptionsSource = () => ({}),
): () => ScriptedStack {
  let running: ScriptedStack | undefined;
  beforeAll(async () => {
    const bedrock = await startScriptedBedrock();
    const overrides = { ...gateway, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.endpoint };
    running = { ...(await start(overrides, await options())), bedrock };
  });
  afterAll(async () => {
    await running?.stack.close();
    await running?.bedrock.close();
  });
  return () => present(running);
}

async function start(gateway: GatewayOverrides, options: LocalStackOptions): Promise<StackUnderTest> {
  const stack = await startLocalStack({
    context: TEST_CONTEXT,
    ...options,
    environmentOverrides: { ...options.environmentOverrides, gateway },
  });
  stack.bedrock.setLatency({ medianFirstTokenMs: 0, medianTokenMs: 0 });
  const { key } = await stack.createKey(TENANT, 'end-to-end tests');
  return { stack, baseUrl: stack.apiUrl, key, authorization: { authorization: `Bearer ${key}` } };
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Error('The stack is started by beforeAll: ask for it inside a test or a hook.');
  return value;
}
