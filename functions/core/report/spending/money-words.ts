import { toNumber } from '../../maturity/wording.ts';

/** Below it, which is 0.10 when rounded, cents are one digit or none: up to a third off. */
const TEN_CENTS = 0.0995;

/** An amount: `1,234.50 USD`, `0.0042 USD`. Half a cent is rounded up. */
export function toMoney(usd: number): string {
  const size = Math.abs(usd);
  if (size > 0 && size < TEN_CENTS) return `${toDecimal(usd)} USD`;
  const cents = Math.round(Math.round(usd * 1e6) / 1e4); // 1.575 is a little less as a double
  return `${(cents / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')} USD`;
}

/** Two digits that are not zero, never an exponent. */
function toDecimal(usd: number): string {
  const places = Math.min(1 - Math.floor(Math.log10(Math.abs(usd))), 12);
  return usd.toFixed(places).replace(/0+$/, '');
}

/** An amount that may be unknown. */
export const toMoneyOr = (usd: number | undefined, otherwise = 'unknown'): string =>
  usd === undefined ? otherwise : toMoney(usd);

/** A difference in percent with its sign: `+20 %`. */
export const toSigned = (percent: number): string => `${percent > 0 ? '+' : ''}${toNumber(percent)} %`;
