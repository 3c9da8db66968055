import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import type { Assembly } from './assembly.ts';
import { createResolver, type Resolver } from './intrinsics.ts';
import type { StackPlace } from './physical-id.ts';

/** A resource with plain values, read through a schema. */
export interface TypedResource<Properties> {
  readonly logicalId: string;
  readonly properties: Properties;
}

/** Typed access to a template's resources. */
export interface ResourceReader extends Resolver {
  readonly place: StackPlace;
  readonly assembly: Assembly;
  /** All resources of a type. A shape that the schema refuses is an error that names the logical id. */
  readonly all: <Schema extends z.ZodType>(
    type: string,
    schema: Schema,
  ) => readonly TypedResource<z.infer<Schema>>[];
}

export function createResourceReader(assembly: Assembly, place: StackPlace): ResourceReader {
  const resolver = createResolver(assembly, place);
  return {
    ...resolver,
    place,
    assembly,
    all: (type, schema) =>
      Object.entries(assembly.resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([logicalId, { Properties }]) => {
          const parsed = schema.safeParse(
            pick(Properties, schema, (value) => resolver.resolve(value, logicalId)),
          );
          if (!parsed.success)
            throw new ConfigurationError(
              `${logicalId} (${type}) has a shape the local runner does not know:\n${z.prettifyError(parsed.error)}`,
            );
          return { logicalId, properties: parsed.data };
        }),
  };
}

/** Only the properties a schema reads are resolved: others may use functions we do not need to know. */
function pick(
  properties: Readonly<Record<string, unknown>>,
  schema: z.ZodType,
  resolve: (value: unknown) => unknown,
): Record<string, unknown> {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : Object.keys(properties);
  return Object.fromEntries(
    names.filter((name) => name in properties).map((name) => [name, resolve(properties[name])]),
  );
}
