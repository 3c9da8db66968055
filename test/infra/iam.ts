import type { Resource } from './support.ts';

/** A statement of an IAM policy. */
export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Effect: string;
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, unknown>> };
}

/** Writes an ARN with its references as `<Name>`, so that it can be compared as text. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[key, content] = ['', '']] = Object.entries(value as Record<string, unknown>);
  if (key === 'Fn::Join') return (content as [string, unknown[]])[1].map(toText).join('');
  return `<${(key === 'Ref' ? [content] : (content as string[])).join('.')}>`;
}

export function statementsOf(resources: Readonly<Record<string, Resource>>, role: string): Statement[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::ManagedPolicy')
    .filter(({ Properties }) => JSON.stringify(Properties.Roles ?? []).includes(`"Ref":"${role}`))
    .flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);
}

/** `action resource` for everything that is allowed. */
export function grantsOf(resources: Readonly<Record<string, Resource>>, role: string): string[] {
  return statementsOf(resources, role).flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${toText(resource)}`)),
  );
}
