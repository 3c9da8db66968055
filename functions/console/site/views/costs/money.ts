/** An amount, or that it is not known. */
export function toMoney(usd: number | undefined): string {
  if (usd === undefined) return 'unknown';
  if (usd === 0) return '$0';
  return Math.abs(usd) < TEN_CENTS ? `$${small.format(usd)}` : `$${cents.format(usd)}`;
}

/** Below it, which is 0.10 when rounded, cents are one digit or none: up to a third off. */
const TEN_CENTS = 0.0995;
const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** A call may cost less than a ten-thousandth of a cent. */
const small = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2, maximumFractionDigits: 12 });
