import { synthesise } from '#scripts/local/synthesise.ts';
import { TEST_CONTEXT } from './local-stack-context.ts';

/** Synthesises once what the end-to-end tests start, instead of once per test process. */
export async function setup(): Promise<void> {
  await synthesise({ context: { ...TEST_CONTEXT, stage: 'dev' }, onProgress: () => undefined });
}
