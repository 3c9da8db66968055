/** API Gateway may or may not have decoded path parameters (not verified); no identifier holds a literal `%`. */
export function decoded(
  parameters: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, decode(value)]],
    ),
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // refused later as an identifier that is not one
  }
}
