import * as z from 'zod';

const OneOrMany = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: OneOrMany,
  Resource: OneOrMany,
});

/** The policy document an authorizer returns. */
export const PolicyDocument = z.object({
  Version: z.string().optional(),
  Statement: z.union([Statement.transform((one) => [one]), z.array(Statement)]),
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/** IAM's verdict over one method: an explicit deny wins, silence denies. */
export type Verdict = 'allow' | 'explicit-deny' | 'implicit-deny';

/** Decides whether a policy lets `execute-api:Invoke` reach a method. */
export function evaluatePolicy({ Statement: statements }: PolicyDocument, methodArn: string): Verdict {
  const effects = statements
    .filter(({ Action: actions }) =>
      actions.some((action) => isMatch(action.toLowerCase(), 'execute-api:invoke')),
    )
    .filter(({ Resource: resources }) => resources.some((resource) => isMatch(resource, methodArn)))
    .map(({ Effect: effect }) => effect);
  if (effects.includes('Deny')) return 'explicit-deny';
  return effects.includes('Allow') ? 'allow' : 'implicit-deny';
}

/** IAM wildcards: `*` is any text, `?` one character. */
function isMatch(pattern: string, text: string): boolean {
  const expression = pattern
    .split(/([*?])/)
    .map((part) =>
      part === '*' ? '[^]*' : part === '?' ? '[^]' : part.replaceAll(/[\\^$.+()|[\]{}]/g, '\\$&'),
    )
    .join('');
  return new RegExp(`^${expression}$`).test(text);
}
