import * as z from 'zod/mini';

/** Reads an answer of AWS. One of another shape is a failure of the call: a count of what is left would be wrong. */
export function readAnswer<Schema extends z.ZodMiniType>(schema: Schema, answer: unknown): z.output<Schema> {
  const parsed = z.safeParse(schema, answer);
  if (parsed.success) return parsed.data;
  throw unexpectedAnswer();
}

/** The failure of a call whose answer cannot be read. Its name is what the report shows. */
export function unexpectedAnswer(): Error {
  const error = new Error('The answer has another shape than expected.');
  error.name = 'UnexpectedAnswer';
  return error;
}

/** A list that AWS leaves out when it is empty. */
export function listOf<Schema extends z.ZodMiniType>(item: Schema) {
  return z.pipe(
    z.nullish(z.array(item)),
    z.transform((items) => items ?? []),
  );
}

/** Text that may be absent. */
export const optionalText = z.nullish(z.string());
