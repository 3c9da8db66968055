import type * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';

/** One setting that cannot be used. */
export interface SettingIssue {
  readonly path: readonly PropertyKey[];
  readonly value: unknown;
  readonly allowed: string;
}

/** Longest value quoted in an error. */
const MAX_QUOTED_LENGTH = 200;

/** Throws one error that names each wrong setting by its full path, with its value and what is allowed. */
export function failWith(issues: readonly SettingIssue[]): never {
  const lines = new Set(issues.map(toLine));
  throw new ConfigurationError(`The settings cannot be used:\n${[...lines].join('\n')}`);
}

/** zod's issues with the values they are about. */
export function toSettingIssues(error: z.ZodError, input: unknown): readonly SettingIssue[] {
  return error.issues.flatMap((issue) => {
    const paths =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({ path, value: valueAt(input, path), allowed: issue.message }));
  });
}

function toLine({ path, value, allowed }: SettingIssue): string {
  const name = path.reduce<string>((text, part) => `${text}${toStep(part)}`, 'waymark');
  const found = value === undefined ? 'is missing' : `= ${quote(value)} is not allowed`;
  return `  ${name} ${found}; allowed: ${allowed}`;
}

function toStep(part: PropertyKey): string {
  if (typeof part === 'number') return `[${part}]`;
  const name = String(part);
  return /^[A-Za-z][\w-]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH)}…` : text;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined,
    input,
  );
}
