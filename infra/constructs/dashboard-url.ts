import { Aws } from 'aws-cdk-lib';

/** Address of a dashboard in CloudWatch's console. */
export function toDashboardUrl(name: string): string {
  const console = `https://${Aws.REGION}.console.aws.amazon.com/cloudwatch/home?region=${Aws.REGION}`;
  return `${console}#dashboards:name=${name}`;
}
