import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { ChatInputError } from './chat-input-error.ts';
import { readPart } from './read-part.ts';

const ResponseFormat = z.nullish(
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('text') }),
    z.strictObject({ type: z.literal('json_object') }),
    z.strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({
        name: z.string(),
        description: z.nullish(z.string()),
        schema: z.optional(JsonObject),
        strict: z.nullish(z.boolean()),
      }),
    }),
  ]),
);

/** Converse's `outputConfig.textFormat` (`OutputFormat` of `@aws-sdk/client-bedrock-runtime` 3.1162.0). */
export interface TextFormat {
  readonly type: 'json_schema';
  readonly structure: {
    readonly jsonSchema: {
      /** The schema as JSON text. */
      readonly schema: string;
      readonly name: string;
      readonly description?: string | undefined;
    };
  };
}

/**
 * `response_format` as Converse's own structured output. A model without it refuses the call; nothing is imitated with
 * a forced tool, which would change what the model does. `strict` false asks for less than Converse always does.
 */
export function toTextFormat(value: unknown): TextFormat | undefined {
  const format = readPart(ResponseFormat, value, 'response_format');
  if (!format || format.type === 'text') return undefined;
  if (format.type === 'json_object')
    throw new ChatInputError(
      'unsupported_value',
      'response_format.type',
      'Converse writes JSON by a schema only. Send json_schema.',
    );
  const { name, description, schema } = format.json_schema;
  if (!schema)
    throw new ChatInputError(
      'missing_required_parameter',
      'response_format.json_schema.schema',
      'Converse writes JSON by a schema only.',
    );
  return {
    type: 'json_schema',
    structure: {
      jsonSchema: { schema: JSON.stringify(schema), name, ...(description ? { description } : {}) },
    },
  };
}
