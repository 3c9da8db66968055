import { defineConfig } from 'vitest/config';

/** Run by `npm run test:emulator` only: these tests need a stack deployed into MiniStack. */
export default defineConfig({
  test: {
    include: ['test/emulator/**/*.emulator.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
