import * as z from 'zod';
import { ServiceError } from '../../wire.ts';

const Path = z.string().regex(/^\$(\.[\w@-]+|\[\d+\])+$/, 'must be a path such as $.usage.totalTokens');
const Match = { Match: Path };
const Texts = z.array(z.string()).min(1).max(10);

const Filter = z.union([
  z.strictObject({ ...Match, In: Texts }),
  z.strictObject({ ...Match, NotIn: Texts }),
  z.strictObject({ ...Match, StartsWith: Texts }),
  z.strictObject({ ...Match, GreaterThan: z.number() }),
  z.strictObject({ ...Match, LessThan: z.number() }),
  z.strictObject({ ...Match, EqualTo: z.number() }),
  z.strictObject({ ...Match, NotEqualTo: z.number() }),
  z.strictObject({ ...Match, IsPresent: z.boolean() }),
]);
export type Filter = z.infer<typeof Filter>;

const Contribution = z.strictObject({
  Keys: z.array(Path).min(1).max(4),
  ValueOf: Path.optional(),
  Filters: z.array(Filter).max(4).default([]),
});

/** A rule's body (user guide, "Contributor Insights rule syntax"); rules over CLF logs are not offered. */
export const RuleBody = z
  .strictObject({
    Schema: z.strictObject({ Name: z.literal('CloudWatchLogRule'), Version: z.literal(1) }),
    LogGroupNames: z.array(z.string().min(1)).min(1).optional(),
    LogGroupARNs: z.array(z.string().min(1)).min(1).optional(),
    LogFormat: z.literal('JSON'),
    Contribution,
    AggregateOn: z.enum(['Count', 'Sum']),
  })
  .refine(({ LogGroupNames: names, LogGroupARNs: arns }) => (names === undefined) !== (arns === undefined), {
    message: 'must have either LogGroupNames or LogGroupARNs',
  })
  .refine(
    ({ AggregateOn, Contribution: { ValueOf } }) => (AggregateOn === 'Sum') === (ValueOf !== undefined),
    {
      message: 'must have ValueOf with Sum and only then',
    },
  );
export type RuleBody = z.infer<typeof RuleBody>;

/** Reads the text of a rule's definition. */
export function parseRule(text: string): RuleBody {
  const parsed = RuleBody.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ServiceError(
    'InvalidParameterValue',
    `The rule definition is invalid: ${z.prettifyError(parsed.error)}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a rule reads a log group; `*` at the end of a name stands for the rest of it. */
export function readsGroup(
  { LogGroupNames = [], LogGroupARNs = [] }: RuleBody,
  logGroupName: string,
): boolean {
  const fromArns = LogGroupARNs.map((arn) => arn.replace(/^.*:log-group[:/]/, '').replace(/:\*$/, ''));
  return [...LogGroupNames, ...fromArns].some((name) =>
    name.endsWith('*') ? logGroupName.startsWith(name.slice(0, -1)) : logGroupName === name,
  );
}
