import * as z from 'zod/mini';

/**
 * What `schema` reads, or `undefined` where it cannot: one unreadable part must not hide the others.
 * `z.catch` does the same and brings 10 KB of code along.
 */
export function lenient<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.optional(z.transform((value: unknown) => z.safeParse(schema, value).data));
}
