import { defineConfig } from 'vitest/config';

/** Run by `npm run test:emulator` only: these tests need a stack deployed into MiniStack. */
export default defineConfig({
  test: {
    include: ['test/emulator/**/*.emulator.ts'],
    // Every file speaks to the one emulator: side by side, one would see what another has just done.
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
