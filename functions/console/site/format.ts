/** Writes a value for people. */
export type Format = (value: number) => string;

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** From ten thousand on short, below in full: 1,234 says more than 1.23K and is no longer. */
const toCount: Format = (value) => {
  if (Math.abs(value) >= 10_000) return compact.format(value);
  return Number.isInteger(value) ? plain.format(value) : precise.format(value);
};

const toDuration: Format = (milliseconds) => {
  const size = Math.abs(milliseconds);
  if (size < 1_000) return `${precise.format(milliseconds)} ms`;
  if (size < 120_000) return `${precise.format(milliseconds / 1_000)} s`;
  return `${precise.format(milliseconds / 60_000)} min`;
};

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

const toBytes: Format = (bytes) => {
  const step = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.abs(bytes) || 1) / 3)));
  return `${precise.format(bytes / 1_000 ** step)} ${BYTE_UNITS[step]}`;
};

/** Units as dashboards write them beside an axis, in lower case. */
const FORMATS: Readonly<Record<string, Format>> = {
  milliseconds: toDuration,
  ms: toDuration,
  seconds: (value) => toDuration(value * 1_000),
  s: (value) => toDuration(value * 1_000),
  percent: (value) => `${precise.format(value)} %`,
  '%': (value) => `${precise.format(value)} %`,
  bytes: toBytes,
  kilobytes: (value) => toBytes(value * 1_000),
  megabytes: (value) => toBytes(value * 1_000_000),
  usd: (value) => `$${precise.format(value)}`,
  dollars: (value) => `$${precise.format(value)}`,
};

/** How values with this unit are written. */
export function formatOf(unit: string | undefined): Format {
  const name = unit?.trim().toLowerCase() ?? '';
  return Object.hasOwn(FORMATS, name) ? (FORMATS[name] ?? toCount) : toCount;
}

/** How the values of a line are written: as its axis says, else as its own unit wants. */
export function formatOfLine(
  { unit, axis }: { readonly unit?: string | undefined; readonly axis: 'left' | 'right' },
  axes: Readonly<Record<'left' | 'right', { readonly label?: string | undefined }>>,
): Format {
  return formatOf(axes[axis].label ?? unit);
}

/** `5 min`, `1 h`, `14 d`. */
export function formatPeriod(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** `14:05`, in the time of this machine. */
export const toClock = (timeMs: number): string => clock.format(timeMs);
/** `14:05:09` */
export const toExactClock = (timeMs: number): string => exact.format(timeMs);
/** `21 Nov` */
export const toDay = (timeMs: number): string => day.format(timeMs);
/** `21 Nov 14:05` */
export const toMoment = (timeMs: number): string => `${toDay(timeMs)} ${toClock(timeMs)}`;

/** `3 min ago`; a moment of the future is now. */
export function toAge(timeMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - timeMs) / 1_000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}
