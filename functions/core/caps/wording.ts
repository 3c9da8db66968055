import { type Picodollars, toUsd } from '../cost/money.ts';
import { amountIn, type CapAmount } from './amount.ts';
import type { CapBlock } from './block.ts';
import { CAP_DEFINITIONS, CAP_NAMES, type Caps, type CapUnit } from './caps.ts';
import type { CapCounter, CapLimit } from './counter.ts';

/** Digits of an amount of money in a sentence: a millionth of a dollar. */
const USD_DIGITS = 6;

/** Why a call is refused: which cap, how far it is used, when there is room again, and who can raise it. */
export function refusalMessage(
  { subject }: Pick<CapCounter, 'subject'>,
  { limit, figures, isPassing }: CapBlock,
  amount: CapAmount,
): string {
  const { words } = CAP_DEFINITIONS[limit.cap];
  const text = (value: bigint): string => toText(value, limit.unit);
  const needed = text(amountIn(amount, limit.unit));
  const cap = `The ${words} of ${subject.kind} ${subject.name} is ${text(limit.limit)}`;
  const raise = `Raise it with ${howToRaise({ subject }, limit)}.`;
  if (isTooLarge(limit, amount))
    return `${cap}; this call alone may use ${needed}. Send less or a smaller limit for output tokens. ${raise}`;
  const state = figures
    ? `${text(figures.used)} are used and ${text(figures.reserved)} reserved by calls under way`
    : 'used up or reserved by calls under way, which cannot be told at the moment';
  const when = isPassing
    ? 'There is room again when those calls end: try again in a moment.'
    : `It begins anew at ${toResetTime(limit)}.`;
  return `${cap}: ${state}; this call may use up to ${needed}. ${when} ${raise}`;
}

/** Whether the amount would not even fit under a cap that nobody has used. */
export function isTooLarge({ limit, unit }: CapLimit, amount: CapAmount): boolean {
  return amountIn(amount, unit) > limit;
}

/** When a cap begins anew: ISO 8601, UTC, to the second. */
export function toResetTime({ resetsAtMs }: Pick<CapLimit, 'resetsAtMs'>): string {
  return `${new Date(resetsAtMs).toISOString().slice(0, 19)}Z`;
}

function howToRaise({ subject }: Pick<CapCounter, 'subject'>, { cap }: CapLimit): string {
  return subject.kind === 'key'
    ? `npm run keys -- cap ${subject.name} --${CAP_DEFINITIONS[cap].option} <amount>`
    : `the setting caps.tenants.${subject.name}.${cap}`;
}

/** Why a call without a price is refused. */
export function unpricedMessage({ subject }: CapCounter, model: string): string {
  return `There is no price for ${model}, so the USD cap of ${subject.kind} ${subject.name} cannot be kept. Call a model that has one, add its price to the file of cost.prices, or set caps.unpriced to allow such calls uncounted.`;
}

/** Caps in one line for lists: `5 USD/day, 1000000 tokens/month`, or `none`. */
export function toCapsText(caps: Caps): string {
  const parts = CAP_NAMES.flatMap((name) => {
    const value = caps[name];
    const { unit, window } = CAP_DEFINITIONS[name];
    return value === undefined ? [] : [`${value} ${unit === 'usd' ? 'USD' : 'tokens'}/${window}`];
  });
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function toText(value: bigint, unit: CapUnit): string {
  return unit === 'usd' ? `${toShortUsd(value)} USD` : `${value} tokens`;
}

function toShortUsd(amount: Picodollars): string {
  return String(Number(toUsd(amount).toFixed(USD_DIGITS)));
}
