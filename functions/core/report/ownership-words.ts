import type { Ownership } from '../ownership/ownership.ts';

/** What the formula is, in a sentence. */
export const OWNERSHIP_ABOUT =
  'Total cost of ownership = infrastructure + personnel + operations + compliance. What the account cannot show is given in the setting ownership, or to npm run models -- tco; what is not given stays unknown.';

/** An amount of a month: `1,234.50 USD`; cents are the least that is told. */
export function toUsdWords(usd: number): string {
  if (usd > 0 && usd < 0.01) return 'below 0.01 USD';
  const cents = Math.round(Math.round(usd * 1e6) / 1e4); // 1.575 is a little less as a double
  return `${(cents / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')} USD`;
}

/** An amount that may be unknown. */
export function toAmount(usd: number | undefined): string {
  return usd === undefined ? 'unknown' : toUsdWords(usd);
}

/** The total in a sentence, or how much of it is known. */
export function describeTotal({ usdPerMonth, usdTotal, months, knownUsdPerMonth }: Ownership): string {
  return usdPerMonth === undefined || usdTotal === undefined
    ? `The total is unknown: it is at least ${toUsdWords(knownUsdPerMonth)} a month.`
    : `${toUsdWords(usdPerMonth)} a month, ${toUsdWords(usdTotal)} in ${months} months.`;
}
