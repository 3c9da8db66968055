/** The one key pair that the embedded AWS knows. Requests signed with anything else are refused. */
export const LOCAL_CREDENTIALS = {
  accessKeyId: 'local',
  secretAccessKey: 'local-secret-access-key',
} as const;

/** The one Bedrock API key that it accepts instead of a signature (`AWS_BEARER_TOKEN_BEDROCK`). */
export const LOCAL_BEARER_TOKEN = 'local-bedrock-api-key';

/** Account and Region that local ARNs carry; the account is the one AWS uses in its own examples. */
export const LOCAL_ACCOUNT = '123456789012';
export const LOCAL_REGION = 'us-east-1';
