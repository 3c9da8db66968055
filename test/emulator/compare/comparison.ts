import { expect, it } from 'vitest';

/** An AWS to call. */
export interface Aws {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** A guardrail that exists there. */
  readonly guardrail: { readonly guardrailIdentifier: string; readonly guardrailVersion: string };
}

/** One call, made to both in turn. */
export interface Comparison {
  readonly name: string;
  /** Calls one of them. What it throws is compared too. */
  readonly call: (aws: Aws) => Promise<unknown>;
  /** Members that only one has or that differ, by name, with the reason. Fails for each that does not differ any more. */
  readonly differences?: Readonly<Record<string, string>>;
  /** Further members that are compared by type alone. */
  readonly free?: readonly string[];
}

/** Members that no two calls have in common: their type is compared, not their value. */
const FREE_MEMBER = /(^arn|Arn|ARN|[a-z]Id|Token|Date|[tT]ime(stamp)?)$/;

/** Registers one test per comparison, in order. */
export function describeComparisons(
  comparisons: readonly Comparison[],
  ours: () => Aws,
  theirs: () => Aws,
): void {
  it.each(comparisons.map((comparison) => [comparison.name, comparison] as const))(
    '%s',
    async (_name, { call, differences = {}, free = [] }) => {
      const answers = [await answerOf(call, ours()), await answerOf(call, theirs())] as const;

      const formsWithout = (without: readonly string[]) =>
        answers.map((answer) => formOf(answer, { free, without }));
      const names = Object.keys(differences);
      const [ourForm, theirForm] = formsWithout(names);
      expect(ourForm).toEqual(theirForm);
      for (const name of names) {
        const [ourRest, theirRest] = formsWithout(names.filter((other) => other !== name));
        expect(ourRest, `${name} does not differ any more`).not.toEqual(theirRest);
      }
    },
  );
}

async function answerOf(call: Comparison['call'], aws: Aws): Promise<unknown> {
  try {
    return await call(aws);
  } catch (error) {
    if (!(error instanceof Error && '$metadata' in error)) throw error;
    const { name, $metadata } = error;
    return { error: name, $metadata };
  }
}

interface FormOptions {
  readonly free: readonly string[];
  readonly without: readonly string[];
}

/** A value with everything replaced by its type that two calls cannot have in common. */
function formOf(value: unknown, options: FormOptions): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return formOf(parsed(Buffer.from(value).toString()), options);
  if (Array.isArray(value)) return value.map((item) => formOf(item, options));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => item !== undefined && !options.without.includes(name))
      .map(([name, item]) => [name, memberForm(name, item, options)]),
  );
}

function memberForm(name: string, value: unknown, options: FormOptions): unknown {
  if (name === '$metadata') return statusOf(value);
  const isFree = FREE_MEMBER.test(name) || options.free.includes(name);
  if (!isFree) return formOf(value, options);
  return value instanceof Date ? 'date' : Array.isArray(value) ? 'array' : typeof value;
}

const statusOf = (metadata: unknown): unknown =>
  typeof metadata === 'object' && metadata && 'httpStatusCode' in metadata
    ? metadata.httpStatusCode
    : undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
