import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';

/** A CloudFormation resource, its properties not yet resolved. */
export const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});
export type Resource = z.infer<typeof Resource>;

const Template = z.object({
  Resources: z.record(z.string(), Resource),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

const Artifact = z.object({
  type: z.string(),
  environment: z.string().optional(),
  properties: z
    .object({
      templateFile: z.string().optional(),
      file: z.string().optional(),
      stackName: z.string().optional(),
    })
    .optional(),
});
const Manifest = z.object({ artifacts: z.record(z.string(), Artifact) });
const AssetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** One stack as synthesised. */
export interface Assembly {
  readonly stackName: string;
  /** Region the stack names, if it names one. */
  readonly region: string | undefined;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Folder of an asset by the S3 key that the template gives. */
  readonly assetFolder: (objectKey: string) => string | undefined;
}

/** Reads a cloud assembly that holds exactly one stack. */
export function readAssembly(folder: string): Assembly {
  const { artifacts } = readJson(join(folder, 'manifest.json'), Manifest);
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack] = stacks;
  if (!stack || stacks.length > 1)
    throw new ConfigurationError(
      `${folder} holds ${stacks.length} stacks (${stacks.map(([id]) => id).join(', ')}); the local runner takes exactly one.`,
    );
  const [id, { properties, environment }] = stack;
  const template = readJson(join(folder, properties?.templateFile ?? `${id}.template.json`), Template);
  const assets = readAssets(folder, artifacts);
  return {
    stackName: properties?.stackName ?? id,
    region: regionOf(environment),
    resources: template.Resources,
    parameters: Object.fromEntries(
      Object.entries(template.Parameters).map(([name, { Default: value }]) => [name, value]),
    ),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs).map(([name, { Value: value }]) => [name, value]),
    ),
    assetFolder: (objectKey) => assets.get(objectKey),
  };
}

/** `aws://account/region`, where both may be unknown. */
function regionOf(environment: string | undefined): string | undefined {
  const region = environment?.split('/').at(-1);
  return region === 'unknown-region' ? undefined : region;
}

function readAssets(folder: string, artifacts: z.infer<typeof Manifest>['artifacts']): Map<string, string> {
  const folders = new Map<string, string>();
  for (const { type, properties } of Object.values(artifacts)) {
    if (type !== 'cdk:asset-manifest' || !properties?.file) continue;
    for (const { source, destinations } of Object.values(
      readJson(join(folder, properties.file), AssetManifest).files,
    ))
      for (const { objectKey } of Object.values(destinations))
        if (source.path !== undefined) folders.set(objectKey, join(folder, source.path));
  }
  return folders;
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  if (!existsSync(file))
    throw new ConfigurationError(`${file} is missing. Synthesise again: npm start without changes does it.`);
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success)
    throw new ConfigurationError(
      `${file} has a shape this version does not know: ${z.prettifyError(parsed.error)}`,
    );
  return parsed.data;
}
