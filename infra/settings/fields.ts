import * as z from 'zod';

/** A whole number between two bounds; the error says both. */
export function wholeNumber(minimum: number, maximum: number) {
  const error = `a whole number from ${minimum} to ${maximum}`;
  return z.int({ error }).min(minimum, { error }).max(maximum, { error });
}

/** Text that matches `pattern`; the error is `allowed`. */
export function matching(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

/** One of a few words; the error lists them. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: `one of ${words.join(', ')}` });
}

/** An object that takes these keys and no other; the error lists them. */
export function closedObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `known names: ${known}` : `an object of ${known}`),
  });
}

/** An object whose keys are checked too; `allowedKeys` is the error for a wrong key. */
export function keyed<Value extends z.core.$ZodType>(options: {
  readonly key: z.ZodString;
  readonly value: Value;
  readonly allowedKeys: string;
}) {
  return z.record(options.key, options.value, {
    error: ({ code }) => (code === 'invalid_key' ? options.allowedKeys : `an object: ${options.allowedKeys}`),
  });
}
