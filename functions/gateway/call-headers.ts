import { toLabel } from '#core/invocation/label.ts';

type Headers = Readonly<Record<string, string>>;

const FORWARDED_HEADERS: ReadonlySet<string> = new Set(['content-type', 'accept']);
/** Bedrock's own request headers, including ones newer than this code. */
const FORWARDED_PREFIX = 'x-amzn-bedrock-';

/** The headers that go on to Bedrock. */
export function forwarded(headers: Headers): Headers {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (FORWARDED_HEADERS.has(name) || name.startsWith(FORWARDED_PREFIX)) kept[name] = value;
  return kept;
}

/** Headers by lower-case name. */
export function lowerCased(headers: Readonly<Record<string, string | undefined>>): Headers {
  const lowered: Record<string, string> = {}; // `Object.fromEntries` took 7 µs more
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) lowered[name.toLowerCase()] = value;
  return lowered;
}

/** `Root` of X-Ray's header (`Root=1-…;Parent=…;Sampled=1`), which is the trace's id. */
export function traceIdOf({ 'x-amzn-trace-id': header }: Headers): string | undefined {
  return toLabel(header === undefined ? undefined : (/Root=([^;]+)/.exec(header)?.[1] ?? header));
}
