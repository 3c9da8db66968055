/** The key pair of the local user. Requests signed with an unknown one are refused. */
export const LOCAL_CREDENTIALS = {
  accessKeyId: 'local',
  secretAccessKey: 'local-secret-access-key',
} as const;

/** The one Bedrock API key that it accepts instead of a signature (`AWS_BEARER_TOKEN_BEDROCK`). */
export const LOCAL_BEARER_TOKEN = 'local-bedrock-api-key';

/** Account and Region that local ARNs carry; the account is the one AWS uses in its own examples. */
export const LOCAL_ACCOUNT = '123456789012';
export const LOCAL_REGION = 'us-east-1';

/** Who sent a request, as CloudTrail and `GetCallerIdentity` tell it. */
export interface Caller {
  readonly accessKeyId: string;
  /** ARN of a user, or of an assumed role with its session. */
  readonly arn: string;
}

/** A caller with the secret that it signs with; a session token is taken without a check. */
export interface Principal extends Caller {
  readonly secretAccessKey: string;
}

/** The local user. */
export const LOCAL_PRINCIPAL: Principal = {
  ...LOCAL_CREDENTIALS,
  arn: `arn:aws:iam::${LOCAL_ACCOUNT}:user/local`,
};

/** The user that a Bedrock API key belongs to. */
export const BEARER_CALLER: Caller = {
  accessKeyId: '',
  arn: `arn:aws:iam::${LOCAL_ACCOUNT}:user/BedrockAPIKey-local`,
};
