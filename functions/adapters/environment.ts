import * as z from 'zod/mini';
import { ConfigurationError } from '#core/errors.ts';

/** Reads environment variables through a schema. Throws `ConfigurationError` that names each wrong variable. */
export function readEnvironment<Schema extends z.ZodMiniType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.output<Schema> {
  const parsed = z.safeParse(schema, environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new ConfigurationError(
    `Environment variables are wrong; deploy the stack again. ${problems.join('; ')}`,
  );
}

/** A variable that holds JSON, parsed by `schema`. */
export function jsonVariable<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'is not JSON', input: text });
          return z.NEVER;
        }
      }),
    ),
    schema,
  );
}

/** A variable that holds a whole number of at least `minimum`. */
export function integerVariable(minimum: number) {
  return z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,15}$/, 'is not a whole number')), z.transform(Number)),
    z.int().check(z.minimum(minimum)),
  );
}

/** A yes or no that a template writes as text. */
export const truthVariable = z.pipe(
  z.enum(['true', 'false']),
  z.transform((value) => value === 'true'),
);
