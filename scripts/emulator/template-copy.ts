import * as z from 'zod';
import { PASSED_OVER_TYPES } from './passed-over.ts';

/** Values that stand in for `Ref` and `Fn::GetAtt` of a resource which is not deployed. `Ref` is kept under that name. */
export type Substitutes = Readonly<Record<string, Readonly<Record<string, string>>>>;

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.optional(z.record(z.string(), z.unknown())),
  DependsOn: z.optional(z.union([z.string(), z.array(z.string())])),
});

/** The part of a synthesised template that is looked at. */
export const EmulatedTemplate = z.looseObject({ Resources: z.record(z.string(), Resource) });
export type EmulatedTemplate = z.infer<typeof EmulatedTemplate>;
type Resource = z.infer<typeof Resource>;

/** Resources that MiniStack refuses, by logical id. */
export function passedOverResources(template: EmulatedTemplate): Readonly<Record<string, Resource>> {
  return Object.fromEntries(Object.entries(template.Resources).filter(([, resource]) => isRefused(resource)));
}

/** One of a passed-over type, or an alarm on metric math. */
function isRefused({ Type, Properties = {} }: Resource): boolean {
  return Type in PASSED_OVER_TYPES || (Type === 'AWS::CloudWatch::Alarm' && 'Metrics' in Properties);
}

/**
 * The template as MiniStack can deploy it: without the passed-over resources, with buffered instead of streaming
 * integrations, and with `preload` required by every function's Node.js.
 */
export function adaptTemplate(
  template: EmulatedTemplate,
  { substitutes, preload }: { readonly substitutes: Substitutes; readonly preload: string },
): unknown {
  const kept = Object.entries(template.Resources)
    .filter(([id]) => !(id in substitutes))
    .map(([id, resource]) => [id, adaptResource(resource, { substitutes, preload })]);
  return substitute({ ...template, Resources: Object.fromEntries(kept) }, substitutes);
}

function adaptResource(
  resource: Resource,
  { substitutes, preload }: { readonly substitutes: Substitutes; readonly preload: string },
): unknown {
  const { DependsOn = [], ...others } = resource;
  const dependsOn = [DependsOn].flat().filter((id) => !(id in substitutes));
  const adapted = { ...others, ...(dependsOn.length > 0 && { DependsOn: dependsOn }) };
  if (resource.Type === 'AWS::ApiGateway::Method') return toBuffered(adapted);
  return resource.Type === 'AWS::Lambda::Function' ? withPreload(adapted, preload) : adapted;
}

/** Both forms of Lambda's invoke path are documented under `Integration.Uri` and `ResponseTransferMode` of API Gateway. */
function toBuffered(method: unknown): unknown {
  return mapStrings(method, (value) =>
    value
      .replace('/response-streaming-invocations', '/invocations')
      .replace('lambda:path/2021-11-15/', 'lambda:path/2015-03-31/')
      .replace(/^STREAM$/, 'BUFFERED'),
  );
}

const FunctionProperties = z.looseObject({
  Environment: z.looseObject({ Variables: z.record(z.string(), z.unknown()) }),
});

function withPreload(resource: Omit<Resource, 'DependsOn'>, preload: string): unknown {
  const properties = FunctionProperties.parse(resource.Properties);
  const Variables = {
    ...properties.Environment.Variables,
    NODE_OPTIONS: `--require ${JSON.stringify(preload)}`,
  };
  return { ...resource, Properties: { ...properties, Environment: { Variables } } };
}

const Reference = z.union([
  z.strictObject({ Ref: z.string() }).transform(({ Ref }) => ({ id: Ref, attribute: 'Ref' })),
  z
    .strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform(({ 'Fn::GetAtt': [id, attribute] }) => ({ id, attribute })),
]);

function substitute(value: unknown, substitutes: Substitutes): unknown {
  if (Array.isArray(value)) return value.map((item) => substitute(item, substitutes));
  if (typeof value !== 'object' || value === null) return value;
  const { data: reference } = Reference.safeParse(value);
  const attributes = reference && substitutes[reference.id];
  if (attributes) return attributes[reference.attribute] ?? `passed-over-${reference.id}`;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, substitutes)]));
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, map)]));
}
