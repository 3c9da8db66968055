const MARKER = /\[\[([a-z]+)(?::([^\]]*))?\]\]/g;

/** An instruction to the local model, written into the prompt: `[[name]]`, `[[name:argument]]`. */
export interface Marker {
  readonly name: string;
  readonly argument: string;
}

/** An argument `kind=value option=value …`. */
export interface MarkerArgument {
  readonly kind: string;
  readonly value: string | undefined;
  readonly options: Readonly<Record<string, string>>;
}

/** Finds the markers of a text, in order. */
export function findMarkers(text: string): readonly Marker[] {
  return [...text.matchAll(MARKER)].map(([, name = '', argument = '']) => ({ name, argument }));
}

/** The text that a guardrail looks at: what is written around the markers. */
export function withoutMarkers(text: string): string {
  return text.replace(MARKER, ' ');
}

/** Reads `throttle=2`, `status=503 times=2 model=nova`, `hang`. */
export function parseArgument(argument: string): MarkerArgument {
  const [first = '', ...rest] = argument.trim().split(/\s+/);
  const [kind = '', value] = splitOnce(first);
  return {
    kind,
    value,
    options: Object.fromEntries(rest.map(splitOnce).map(([key = '', option = '']) => [key, option])),
  };
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf('=');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
