import { WaymarkError } from '#core/errors.ts';

/** What a person can do about an error of the SDK or the connection, by its name or code. */
const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'There are no AWS credentials. Set AWS_PROFILE, or use --local for a running npm start.',
  ECONNREFUSED: 'Nothing answers there. For --local start it first: npm start',
  ExpiredTokenException: 'The AWS credentials have expired. Sign in again.',
  ResourceNotFoundException:
    'There is no such table or secret in this account and Region. The names are outputs of the stack; AWS_REGION must be its Region.',
};

/** An error in words that name the fix. */
export function explainKeysError(error: unknown): string {
  if (error instanceof WaymarkError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (error.message === 'Region is missing')
    return 'There is no Region. Set AWS_REGION to the Region of the stack.';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return ADVICE[error.name] ?? ADVICE[code] ?? `${error.name}: ${error.message}`;
}
