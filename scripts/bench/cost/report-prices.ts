import { formatTable } from '../table.ts';
import type { Figures } from './figures.ts';
import { PRICES, type Price } from './prices.ts';

const LEFT = { align: 'left' } as const;
/** Prices as they are, without an exponent. */
const DECIMAL = new Intl.NumberFormat('en-US', {
  maximumFractionDigits: 12,
  maximumSignificantDigits: 6,
  roundingPriority: 'lessPrecision',
});

/** Every price that the bills use, and who says so. */
export function pricesTable({ variants }: Figures): string {
  const used = new Set(
    variants.flatMap(({ bills }) => bills.flatMap(({ lines }) => lines.map(({ price }) => price))),
  );
  const columns = [
    { title: 'USD' },
    { title: 'for one', ...LEFT },
    { title: 'free a month' },
    { title: 'page', ...LEFT },
    { title: 'date', ...LEFT },
    { title: 'said by AWS', ...LEFT },
  ];
  const rows = [...used].map((name) => {
    const { usd, unit, free = 0, source, date, isVerified }: Price = PRICES[name];
    return [
      DECIMAL.format(usd),
      unit,
      free.toLocaleString('en-US'),
      source,
      date,
      isVerified ? 'yes' : 'not verified',
    ];
  });
  return formatTable(columns, rows);
}
