import * as z from 'zod';
import type { Random } from './random.ts';

const Schema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
});
type Schema = z.infer<typeof Schema>;

const MAX_DEPTH = 8;

/** A value that fits a JSON schema, those parts that tools use: types, enums, properties, items, anyOf. */
export function sampleOf(schema: unknown, random: Random, depth = 0): unknown {
  const parsed = Schema.safeParse(schema).data;
  if (!parsed || depth > MAX_DEPTH) return {};
  if (parsed.const !== undefined) return parsed.const;
  if (parsed.enum) return parsed.enum[Math.floor(random() * parsed.enum.length)];
  if (parsed.anyOf) return sampleOf(parsed.anyOf[0], random, depth + 1);
  const type = Array.isArray(parsed.type) ? parsed.type[0] : parsed.type;
  return (SAMPLERS[type ?? 'object'] ?? SAMPLERS.object)?.(parsed, random, depth);
}

const CITIES = ['Paris', 'Lima', 'Oslo', 'Accra', 'Tokyo'];

const SAMPLERS: Readonly<Record<string, (schema: Schema, random: Random, depth: number) => unknown>> = {
  string: (_, random) => CITIES[Math.floor(random() * CITIES.length)],
  integer: ({ minimum = 0 }, random) => Math.ceil(minimum) + Math.floor(random() * 10),
  number: ({ minimum = 0 }, random) => minimum + Math.round(random() * 1_000) / 100,
  boolean: (_, random) => random() < 0.5,
  null: () => null,
  array: ({ items }, random, depth) => (items === undefined ? [] : [sampleOf(items, random, depth + 1)]),
  object: ({ properties = {} }, random, depth) =>
    Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, sampleOf(property, random, depth + 1)]),
    ),
};
