/** An amount, or that it is not known. */
export function toMoney(usd: number | undefined): string {
  if (usd === undefined) return 'unknown';
  if (usd === 0) return '$0';
  return Math.abs(usd) < 0.01 ? `$${small.format(usd)}` : `$${cents.format(usd)}`;
}

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** A call may cost less than a ten-thousandth of a cent. */
const small = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2, maximumFractionDigits: 12 });
