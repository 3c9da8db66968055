import { STSClient } from '@aws-sdk/client-sts';

/** Where a command works and as whom. */
export interface AwsPlace {
  readonly region: string | undefined;
  readonly profile: string | undefined;
}

/** The partition that a Region belongs to. @default aws */
export function partitionOf(region: string | undefined): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/**
 * The Region as the AWS command line finds it: option, environment, profile. Nothing is sent.
 * Throws the SDK's `Region is missing`.
 */
export async function resolveRegion(
  { region, profile }: AwsPlace,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const named = region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (named) return named;
  const client = new STSClient({ ...(profile !== undefined && { profile }) });
  try {
    return await client.config.region();
  } finally {
    client.destroy();
  }
}
