const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

/** A count of tokens as people write it: `50M`, `1.5B`, `800k`, `1_000_000`; an error names the option. */
export function parseTokens(option: string, text: string): number {
  const [, digits = '', unit = ''] = /^(\d[\d_]*(?:\.\d+)?)([kmbgt]?)$/i.exec(text) ?? [];
  const factor = FACTORS[unit.toLowerCase()] ?? Number.NaN;
  const tokens = Math.round(Number(digits.replaceAll('_', '') || 'x') * factor * 1e6) / 1e6;
  if (Number.isSafeInteger(tokens) && tokens >= 1 && tokens <= 1e12) return tokens;
  throw new Error(`${option} ${text} is not allowed; give tokens such as 50M, 1.5B, 800k or 1000000.`);
}

/** A number within bounds, or an error that names the option. */
export function parseNumber(
  option: string,
  text: string,
  { maximum, of }: { readonly maximum: number; readonly of: string },
): number {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= maximum) return value;
  throw new Error(`${option} ${text} is not allowed; give ${of} from 0 to ${maximum}.`);
}
