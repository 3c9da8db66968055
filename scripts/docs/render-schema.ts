import * as z from 'zod';

/** What members are, by their path; those whose name says it all are left out. */
export type Descriptions = Readonly<Record<string, string>>;

type Schema = z.core.JSONSchema.BaseSchema;

/** As wide as the repository's formatter lets a list be on one line. */
const LINE_WIDTH = 110;

/** A JSON Schema document. Members that it does not name may be added: readers pass over them. */
export function renderSchema(
  type: z.core.$ZodType,
  {
    title,
    description,
    descriptions,
  }: { readonly title: string; readonly description: string; readonly descriptions: Descriptions },
): string {
  const { $schema, ...schema } = z.toJSONSchema(type, { io: 'input', override: simplify });
  return `${toJson({ $schema, title, description, ...describeMembers(schema, '', descriptions) })}\n`;
}

/** A pattern of hundreds of characters says no more than the format. */
function simplify({ jsonSchema }: { jsonSchema: Schema }): void {
  if (jsonSchema.format === 'date-time' || jsonSchema.format === 'date') delete jsonSchema.pattern;
}

function describeMembers(schema: Schema, path: string, descriptions: Descriptions): Schema {
  const { properties, items, oneOf } = schema;
  const description = descriptions[path];
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: describeEach(properties, path, descriptions) }),
    ...(isSchema(items)
      ? { items: { ...describeMembers(items, path, descriptions), description: undefined } }
      : {}),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map((form) => describeForm(form, path, descriptions)) }),
    ...(description === undefined ? {} : { description }),
  };
}

function describeEach(
  properties: NonNullable<Schema['properties']>,
  path: string,
  descriptions: Descriptions,
): Schema['properties'] {
  return Object.fromEntries(
    Object.entries(properties).map(([name, member]) => {
      const memberPath = path === '' ? name : `${path}.${name}`;
      return [name, isSchema(member) ? describeMembers(member, memberPath, descriptions) : member];
    }),
  );
}

/** One of several forms of a member: its own members are described, the member itself once above. */
function describeForm(form: Schema, path: string, descriptions: Descriptions): Schema {
  return isSchema(form) ? { ...describeMembers(form, path, descriptions), description: undefined } : form;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON as the repository's formatter writes it: short lists on one line. */
function toJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    /^( *(?:"[^"]*": )?)\[\n([^[\]{}]*?)\n *\](,?)$/gm,
    (broken, start: string, items: string, comma: string) => {
      const line = `${start}[${items.trim().replace(/\n */g, ' ')}]${comma}`;
      return line.length > LINE_WIDTH ? broken : line;
    },
  );
}
