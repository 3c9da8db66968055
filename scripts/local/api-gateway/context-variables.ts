/** Values of `$context.*`, keyed by what comes after `$context.`. */
export type ContextVariables = Readonly<Record<string, string | number | undefined>>;

const REFERENCE = /\$context\.([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+)*)/g;

/** Fills `$context.name` into a template. Unknown ones become `-`, as in access logs. */
export function fillTemplate(
  template: string,
  variables: ContextVariables,
  escapeValue: (text: string) => string = (text) => text,
): string {
  return template.replaceAll(REFERENCE, (_match, name: string) => {
    const value = variables[name];
    return value === undefined ? '-' : escapeValue(String(value));
  });
}

/** Makes text safe inside a JSON string: a caller's header must not break a log line. */
export function escapeForJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
