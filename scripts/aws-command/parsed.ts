/** A command, a cry for help, or words about what is wrong. */
export type Parsed<Command> =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly words: string };

/** Exit codes that all commands share. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** Runs `parse` and puts what it throws in words. */
export function parseSafely<Command>(parse: () => Command | undefined): Parsed<Command> {
  try {
    const command = parse();
    return command === undefined ? { kind: 'help' } : { kind: 'command', command };
  } catch (error) {
    return { kind: 'wrong', words: error instanceof Error ? error.message : String(error) };
  }
}

/** A whole number within bounds, or an error that names the option. */
export function wholeNumber(
  option: string,
  text: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw new Error(`${option} ${text} is not allowed; give a whole number from ${minimum} to ${maximum}.`);
}
