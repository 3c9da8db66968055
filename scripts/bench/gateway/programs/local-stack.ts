import { startLocalStack } from '#scripts/local/stack.ts';
import { tellParent, toFailure } from '../../child.ts';

/** What is measured is the path, not API Gateway's throttling. */
const UNTHROTTLED = {
  waymark: {
    stages: {
      dev: {
        throttling: { rateLimit: 10_000, burstLimit: 5_000 },
        reservedConcurrency: { gateway: 'none' }, // a burst above the reservation is no valid setting
      },
    },
  },
};

/** The deployable artefact as `npm start` serves it, with the stub in the place of Bedrock. */
async function main([bedrockEndpoint = '']: readonly string[]): Promise<void> {
  const stack = await startLocalStack({
    context: UNTHROTTLED,
    environmentOverrides: { gateway: { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrockEndpoint } },
  });
  const { key } = await stack.createKey('benchmark', 'bench:gateway');
  tellParent({ apiUrl: stack.apiUrl, key });
}

process.once('disconnect', () => process.exit());
main(process.argv.slice(2)).catch((error: unknown) => tellParent(toFailure(error)));
