import { WaymarkError } from '#core/errors.ts';

/** What a person can do about an error of the SDK or the connection, by its name or code. */
type Advice = Readonly<Record<string, string>>;

const ADVICE: Advice = {
  CredentialsProviderError:
    'There are no AWS credentials. Sign in, or choose a profile with --profile <name> (or AWS_PROFILE).',
  TokenProviderError: 'The AWS sign-in has expired or there is none. Sign in again: aws sso login',
  ExpiredToken: 'The AWS credentials have expired. Sign in again.',
  ExpiredTokenException: 'The AWS credentials have expired. Sign in again.',
  InvalidClientTokenId: 'AWS does not know these credentials. Check the profile, or sign in again.',
  UnrecognizedClientException: 'AWS does not know these credentials. Check the profile, or sign in again.',
  SignatureDoesNotMatch: 'AWS refused the signature: the secret access key does not belong to its key id.',
  ENOTFOUND: 'The AWS endpoint was not found. Check the Region (--region) and the network.',
  ECONNREFUSED: 'Nothing answers at the AWS endpoint. Check AWS_ENDPOINT_URL and the network.',
  TimeoutError: 'AWS did not answer in time. Check the network, then try again.',
  NoSuchBucket: 'There is no such bucket. Its name is an output of the deployed stack.',
  ResourceNotFoundException:
    'There is no such secret in this account and Region. Its ARN is an output of the deployed stack.',
};

const NO_REGION = 'There is no Region. Choose one with --region <name> (or AWS_REGION).';

/** An error in words that name the fix. */
export function explainAwsError(error: unknown): string {
  return explainError(error, { advice: ADVICE, noRegion: NO_REGION });
}

/** The same in the words of a command of its own. */
export function explainError(
  error: unknown,
  { advice, noRegion }: { readonly advice: Advice; readonly noRegion: string },
): string {
  if (error instanceof WaymarkError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (error.message === 'Region is missing') return noRegion;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return advice[error.name] ?? advice[code] ?? `${error.name}: ${error.message}`;
}
