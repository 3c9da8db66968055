import { CAP_DEFINITIONS, CAP_NAMES, type CapName, type Caps, MAX_CAP } from '#core/caps/caps.ts';

/** What becomes of each cap: a new value, or none. Caps that are not named stay. */
export type CapChange = Readonly<Partial<Record<CapName, number | 'none'>>>;

const text = { type: 'string' } as const;

/** Options for `parseArgs`. */
export const CAP_OPTIONS = {
  'daily-tokens': text,
  'monthly-tokens': text,
  'daily-usd': text,
  'monthly-usd': text,
} as const satisfies Record<(typeof CAP_DEFINITIONS)[CapName]['option'], typeof text>;

export const CAPS_USAGE = `Caps (of the day and the calendar month in UTC; none takes a cap away)
  --daily-usd <USD>         most that calls with the key may cost in a day, such as 5 or 0.50
  --monthly-usd <USD>       the same in a month
  --daily-tokens <count>    most tokens, input and output and cache together, in a day
  --monthly-tokens <count>  the same in a month
`;

/** The caps that a command line names; `undefined` when it names none. */
export function readCapChange(
  values: Readonly<Partial<Record<keyof typeof CAP_OPTIONS, string>>>,
): CapChange | undefined {
  const named = CAP_NAMES.flatMap((name) => {
    const written = values[CAP_DEFINITIONS[name].option];
    return written === undefined ? [] : [[name, toValue(name, written)] as const];
  });
  return named.length === 0 ? undefined : Object.fromEntries(named);
}

/** Caps after a change. */
export function toNewCaps(before: Caps, change: CapChange): Caps {
  return Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(([, value]) => value !== 'none' && value !== undefined),
  );
}

const ALLOWED = {
  tokens: { pattern: /^\d{1,15}$/, words: `a whole number up to ${MAX_CAP.tokens}` },
  usd: { pattern: /^\d{1,12}(\.\d{1,6})?$/, words: `USD with at most six decimals, up to ${MAX_CAP.usd}` },
} as const;

function toValue(name: CapName, written: string): number | 'none' {
  if (written === 'none') return 'none';
  const { option, unit } = CAP_DEFINITIONS[name];
  const { pattern, words } = ALLOWED[unit];
  if (!pattern.test(written) || Number(written) > MAX_CAP[unit])
    throw new Error(`--${option} ${written} is not allowed; give ${words}, or none.`);
  return Number(written);
}
