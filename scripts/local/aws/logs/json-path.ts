import * as z from 'zod';

const STEP = /\.([\w@-]+)|\[(\d+)\]|\['([^']*)'\]/g;
const Members = z.record(z.string(), z.unknown());

/** Steps of `$.endpoints[0].name`. */
export const parsePath = (selector: string): readonly string[] =>
  [...selector.matchAll(STEP)].map(([, name, index, quoted]) => name ?? index ?? quoted ?? '');

/** The member at the end of a path; `undefined` when there is none. */
export function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)];
    const members = Members.safeParse(value).data;
    return members && Object.hasOwn(members, name) ? members[name] : undefined;
  }, document);
}
