import { App, type AppProps, type Environment, Tags } from 'aws-cdk-lib';
import { addComplianceChecks } from './compliance-checks.ts';
import { loadSettings } from './settings/load.ts';
import { WaymarkStack } from './stacks/waymark-stack.ts';

/** What an app is made from besides the settings in its context. */
export interface WaymarkAppOptions {
  /** CDK context: `waymark`, `stage`, `settings` and feature flags. */
  readonly context?: AppProps['context'];
  /**
   * Folder of the cloud assembly.
   * @default - CDK_OUTDIR, or a temporary folder
   */
  readonly outdir?: string;
  /**
   * Account and Region of the credentials at hand, as the CDK CLI passes them on.
   * @default - the template works in any account and Region
   */
  readonly environment?: Environment;
}

/** The app with the stack of one stage; nothing is written before `synth()`. */
export function createWaymarkApp(options: WaymarkAppOptions = {}): App {
  const { context, outdir, environment } = options;
  const app = new App({
    analyticsReporting: false,
    ...(context && { context }),
    ...(outdir !== undefined && { outdir }),
  });
  const { stage, settings } = loadSettings((key) => app.node.tryGetContext(key));
  const region = settings.region ?? environment?.region;
  const stack = new WaymarkStack(app, `Waymark-${stage}`, {
    description: `Waymark (${stage}): LLMOps observability for Amazon Bedrock`,
    stage,
    settings,
    env: { ...environment, ...(region !== undefined && { region }) },
  });
  const tags = { 'waymark:stage': stage, ...settings.tags };
  for (const [key, value] of Object.entries(tags)) Tags.of(stack).add(key, value);
  addComplianceChecks(app);
  return app;
}
