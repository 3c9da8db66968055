import { explainError } from '../../aws-command/explain.ts';

/** What a person can do about an error of the SDK or the connection, by its name or code. */
const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'There are no AWS credentials. Set AWS_PROFILE, or use --local for a running npm start.',
  ECONNREFUSED: 'Nothing answers there. For --local start it first: npm start',
  ExpiredTokenException: 'The AWS credentials have expired. Sign in again.',
  ResourceNotFoundException:
    'There is no such table or secret in this account and Region. The names are outputs of the stack; AWS_REGION must be its Region.',
};

const NO_REGION = 'There is no Region. Set AWS_REGION to the Region of the stack.';

/** An error in words that name the fix. */
export function explainKeysError(error: unknown): string {
  return explainError(error, { advice: ADVICE, noRegion: NO_REGION });
}
