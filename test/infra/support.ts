import { readFileSync } from 'node:fs';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { createWaymarkApp } from '#infra/waymark-app.ts';

/** A resource of a synthesised template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

interface Synthesised {
  readonly app: App;
  readonly stack: Stack;
  readonly template: Template;
  readonly resources: Readonly<Record<string, Resource>>;
}

const { context: cdkJsonContext } = JSON.parse(readFileSync('cdk.json', 'utf8')) as {
  context: Record<string, unknown>;
};

/** Context of cdk.json with these settings, and without running esbuild. */
export function toContext(waymark: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...cdkJsonContext, 'aws:cdk:bundling-stacks': [], waymark, ...more };
}

/** Settings for one stage. */
export function forStage(settings: Record<string, unknown>, stage = 'dev'): Record<string, unknown> {
  return toContext({ stages: { [stage]: settings } }, { stage });
}

const synthesised = new Map<string, Synthesised>();

/** Synthesises the stack of a stage, once per settings; fails like `cdk synth` when a check finds something. */
export function synthesise(settings: Record<string, unknown> = {}, stage = 'dev'): Synthesised {
  const key = JSON.stringify([settings, stage]);
  const result = synthesised.get(key) ?? synthesiseNew(settings, stage);
  synthesised.set(key, result);
  return result;
}

function synthesiseNew(settings: Record<string, unknown>, stage: string): Synthesised {
  const app = createWaymarkApp({ context: forStage(settings, stage) });
  const stack = app.node.findChild(`Waymark-${stage}`) as Stack;
  const template = Template.fromJSON(app.synth().getStackByName(stack.stackName).template);
  return { app, stack, template, resources: template.toJSON().Resources };
}

/** Resources of a type, with their logical ids. */
export function ofType(resources: Readonly<Record<string, Resource>>, type: string): [string, Resource][] {
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

/** An app without any stack, with the feature flags of cdk.json. */
export function emptyApp(): App {
  return new App({ context: toContext({}) });
}

/** The one resource of `type` whose logical id starts with `prefix`. */
export function findOne(resources: Readonly<Record<string, Resource>>, type: string, prefix = ''): Resource {
  const found = ofType(resources, type).filter(([id]) => id.startsWith(prefix));
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} resources of type ${type} start with "${prefix}"`);
  return found[0][1];
}
