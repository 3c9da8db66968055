/** No test waits for API Gateway's throttling or meets a concurrency limit, except where it is what is tested. */
export const TEST_CONTEXT = {
  waymark: {
    stages: {},
    defaults: {
      throttling: { rateLimit: 10_000, burstLimit: 5_000 },
      reservedConcurrency: { gateway: 'none' },
      cost: { readers: ['tests'] },
    },
  },
};
