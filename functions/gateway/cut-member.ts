import { removeMember } from '#core/json/members.ts';

/** A JSON body without the member at `path`; the same bytes where it has none. */
export function cutMember(body: Buffer, path: readonly [string, ...string[]]): Buffer {
  const text = body.toString('utf8');
  const without = removeMember(text, path);
  return without === text ? body : Buffer.from(without, 'utf8');
}
