import * as z from 'zod';
import { ServiceError } from '../wire.ts';

/** Converse's `outputConfig`. Which models take it differs in AWS; the local model always does. */
export const OutputConfig = z.looseObject({
  textFormat: z
    .looseObject({
      type: z.literal('json_schema'),
      structure: z.looseObject({ jsonSchema: z.looseObject({ schema: z.string() }) }),
    })
    .optional(),
});

/** The schema that the text has to fit, out of its JSON text. */
export function toTextSchema({ textFormat }: z.infer<typeof OutputConfig>): unknown {
  if (!textFormat) return undefined;
  const schema = parse(textFormat.structure.jsonSchema.schema);
  if (hasOpenObject(schema)) throw new ServiceError('ValidationException', OPEN_OBJECT);
  return schema;
}

/** Wording seen in an issue of another project (future-agi, May 2026), not in AWS's documentation. */
const OPEN_OBJECT =
  "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false";

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError('ValidationException', 'The schema of the output format is not valid JSON.');
  }
}

const Node = z.record(z.string(), z.unknown());

function hasOpenObject(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasOpenObject);
  const node = Node.safeParse(schema).data;
  if (!node) return false;
  return (
    (node.type === 'object' && node.additionalProperties !== false) || Object.values(node).some(hasOpenObject)
  );
}
