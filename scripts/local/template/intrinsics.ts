import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import type { Assembly } from './assembly.ts';
import { type PhysicalId, physicalId, type StackPlace } from './physical-id.ts';

/** Turns template values into plain ones. */
export interface Resolver {
  /** Resolves every intrinsic function inside `value`; `where` is named when one is unknown. */
  readonly resolve: (value: unknown, where: string) => unknown;
  readonly physicalIdOf: (logicalId: string) => PhysicalId;
}

const Text = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);
const NO_VALUE = Symbol('AWS::NoValue');

type Function = (value: unknown, context: FunctionContext) => unknown;

interface FunctionContext {
  readonly where: string;
  readonly resolve: (value: unknown) => unknown;
  readonly ref: (name: string) => unknown;
  readonly attribute: (logicalId: string, name: string) => string;
}

const FUNCTIONS: Readonly<Record<string, Function>> = {
  Ref: (value, { ref }) => ref(z.string().parse(value)),
  'Fn::GetAtt': (value, { attribute }) => {
    const [logicalId, name] =
      typeof value === 'string' ? splitOnce(value) : z.tuple([z.string(), z.string()]).parse(value);
    return attribute(logicalId, name);
  },
  'Fn::Join': (value, { resolve }) => {
    const [separator, parts] = z.tuple([z.string(), z.unknown()]).parse(value);
    return z.array(Text).parse(resolve(parts)).join(separator);
  },
  'Fn::Split': (value, { resolve }) => {
    const [separator, text] = z.tuple([z.string(), z.unknown()]).parse(value);
    return Text.parse(resolve(text)).split(separator);
  },
  'Fn::Select': (value, { resolve }) => {
    const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(value);
    return z.array(z.unknown()).parse(resolve(list))[index];
  },
  'Fn::Sub': (value, context) => {
    const [text, values] =
      typeof value === 'string'
        ? [value, {}]
        : z.tuple([z.string(), z.record(z.string(), z.unknown())]).parse(value);
    return substitute(text, values, context);
  },
};

/** Resolver for one stack imagined at `place`. */
export function createResolver(assembly: Assembly, place: StackPlace): Resolver {
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': place.accountId,
    'AWS::NoValue': NO_VALUE,
    'AWS::Partition': 'aws',
    'AWS::Region': place.region,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/local`,
    'AWS::StackName': place.stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };

  function physicalIdOf(logicalId: string): PhysicalId {
    const resource = assembly.resources[logicalId];
    if (!resource)
      throw new ConfigurationError(`The template refers to ${logicalId}, which it does not have.`);
    return physicalId({ ...place, logicalId, resource, resolve: (value) => resolve(value, logicalId) });
  }

  function ref(name: string): unknown {
    if (name in pseudo) return pseudo[name];
    if (name in assembly.parameters) return assembly.parameters[name];
    return physicalIdOf(name).ref;
  }

  function attribute(logicalId: string, name: string): string {
    const value = physicalIdOf(logicalId).attributes[name];
    if (value !== undefined) return value;
    const type = assembly.resources[logicalId]?.Type;
    throw new ConfigurationError(
      `The local runner does not know ${name} of ${logicalId} (${type}); add it to scripts/local/template/physical-id.ts.`,
    );
  }

  function resolve(value: unknown, where: string): unknown {
    if (Array.isArray(value))
      return value.map((item) => resolve(item, where)).filter((item) => item !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [single] = entries;
    if (single && entries.length === 1 && isFunctionName(single[0])) return call(single[0], single[1], where);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, resolve(item, where)]).filter(([, item]) => item !== NO_VALUE),
    );
  }

  function call(name: string, value: unknown, where: string): unknown {
    const run = FUNCTIONS[name];
    if (!run) throw new ConfigurationError(`${where} uses ${name}, which the local runner does not know.`);
    return run(value, { where, ref, attribute, resolve: (inner) => resolve(inner, where) });
  }

  return { resolve, physicalIdOf };
}

function isFunctionName(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

function splitOnce(text: string): readonly [string, string] {
  const [first = '', ...rest] = text.split('.');
  return [first, rest.join('.')];
}

/** `${Name}`, `${Resource.Attribute}`, and `${!Literal}` which stays. */
function substitute(
  text: string,
  values: Readonly<Record<string, unknown>>,
  { ref, attribute, resolve }: FunctionContext,
): string {
  return text.replaceAll(/\$\{([^}]+)\}/g, (_match, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (name in values) return Text.parse(resolve(values[name]));
    return Text.parse(name.includes('.') ? attribute(...splitOnce(name)) : ref(name));
  });
}
