/** The shape of a schema's complaint, as zod reports it. */
interface SchemaError {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** One sentence per complaint, said once, each with the field's name; values are left out, they may be private. */
export function describeIssues({ issues }: SchemaError): string {
  const sentences = issues.map(
    ({ path, message }) => `${path.length === 0 ? 'body' : path.join('.')}: ${message}`,
  );
  return [...new Set(sentences)].join('; ');
}
