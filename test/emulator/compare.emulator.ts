import { afterAll, beforeAll, describe } from 'vitest';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '#scripts/local/aws/credentials.ts';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { BEDROCK } from './compare/bedrock.ts';
import { CLOUDWATCH } from './compare/cloudwatch.ts';
import { describeComparisons } from './compare/comparison.ts';
import { DYNAMODB } from './compare/dynamodb.ts';
import { LOGS } from './compare/logs.ts';
import { SECRETS_MANAGER } from './compare/secrets-manager.ts';
import { SECURITY_TOKEN } from './compare/security-token.ts';
import { emulation } from './emulation.ts';
import { clientConfiguration } from './services.ts';

let embedded: EmbeddedAws;
beforeAll(async () => {
  embedded = await startEmbeddedAws();
});
afterAll(() => embedded.close());

const ours = () => ({
  endpoint: embedded.endpoint,
  region: LOCAL_REGION,
  credentials: LOCAL_CREDENTIALS,
  guardrail: { guardrailIdentifier: 'abcdefghij12', guardrailVersion: '1' },
});

const theirs = () => ({
  ...clientConfiguration,
  guardrail: {
    guardrailIdentifier: emulation.guardrail.identifier,
    guardrailVersion: emulation.guardrail.version,
  },
});

/** The same calls to our embedded AWS and to MiniStack: their answers must agree, member by member. */
describe.each([
  ['DynamoDB', DYNAMODB],
  ['Secrets Manager', SECRETS_MANAGER],
  ['STS', SECURITY_TOKEN],
  ['CloudWatch Logs', LOGS],
  ['CloudWatch', CLOUDWATCH],
  ['Bedrock Runtime', BEDROCK],
])('%s answers alike', (_name, comparisons) => {
  describeComparisons(comparisons, ours, theirs);
});
