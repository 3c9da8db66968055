import * as z from 'zod/mini';
import type { WindowKind } from './window.ts';

/** What a cap counts. */
export type CapUnit = 'tokens' | 'usd';

/** What there is to know of a cap. */
export interface CapDefinition {
  readonly window: WindowKind;
  readonly unit: CapUnit;
  /** As in "the daily USD cap of …". */
  readonly words: string;
  /** Option of `npm run keys` that sets it. */
  readonly option: string;
}

/** THE table: the caps that a key or a tenant may have. Windows are those of UTC. */
export const CAP_DEFINITIONS = {
  dailyTokens: { window: 'day', unit: 'tokens', words: 'daily token cap', option: 'daily-tokens' },
  monthlyTokens: { window: 'month', unit: 'tokens', words: 'monthly token cap', option: 'monthly-tokens' },
  dailyUsd: { window: 'day', unit: 'usd', words: 'daily USD cap', option: 'daily-usd' },
  monthlyUsd: { window: 'month', unit: 'usd', words: 'monthly USD cap', option: 'monthly-usd' },
} as const satisfies Record<string, CapDefinition>;

export type CapName = keyof typeof CAP_DEFINITIONS;

/** The caps in the order in which they are listed. */
export const CAP_NAMES = ['dailyTokens', 'monthlyTokens', 'dailyUsd', 'monthlyUsd'] as const;

/** Most that a cap may be: beyond it a sum of doubles would round; nobody means it either. */
export const MAX_CAP = { tokens: 1_000_000_000_000, usd: 100_000_000 } as const satisfies Record<
  CapUnit,
  number
>;

const tokens = z.optional(z.int().check(z.nonnegative(), z.maximum(MAX_CAP.tokens)));
const usd = z.optional(z.number().check(z.nonnegative(), z.maximum(MAX_CAP.usd)));

/** Caps of one key or tenant; 0 refuses every call. What is not named is not limited. */
export const Caps = z.object({
  dailyTokens: tokens,
  monthlyTokens: tokens,
  dailyUsd: usd,
  monthlyUsd: usd,
});
export type Caps = Readonly<z.infer<typeof Caps>>;

/** Whether any cap is set. */
export function isCapped(caps: Caps): boolean {
  return CAP_NAMES.some((name) => caps[name] !== undefined);
}
