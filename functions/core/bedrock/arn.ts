/** The account in an ARN (`arn:partition:service:region:account:resource`); `undefined` in other text and where it is empty. */
export function accountOfArn(text: string): string | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, , , , account] = text.split(':', 5);
  return account || undefined;
}

/** The Region in an ARN; `undefined` in other text and where it is empty. */
export function regionOfArn(text: string): string | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, , , region] = text.split(':', 5);
  return region || undefined;
}
