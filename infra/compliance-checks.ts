import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/**
 * Makes every synth of `app` fail on a finding of the AwsSolutions or Serverless pack that is not acknowledged
 * next to the resource it is about. Acknowledgements are written into the template's metadata for auditors.
 */
export function addComplianceChecks(app: App): void {
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app, { writeSuppressionsToCloudFormation: true }),
    new ServerlessChecks(app),
  );
}
