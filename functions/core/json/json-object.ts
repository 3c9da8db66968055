import * as z from 'zod/mini';

/** Any object out of JSON, as it is: `z.record` would look at every member and copy the object. */
export const JsonObject = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
