import { ConfigurationError } from '#core/errors.ts';
import { readCdkContext } from './cdk-context.ts';
import { createWaymarkApp } from './waymark-app.ts';

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
const context = readCdkContext(process.env);

try {
  createWaymarkApp({
    ...(context && { context }),
    environment: { ...(account && { account }), ...(region && { region }) },
  }).synth();
} catch (error) {
  // A wrong setting is the reader's to fix: the message says how, a stack trace would bury it.
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
