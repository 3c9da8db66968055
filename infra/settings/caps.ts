import * as z from 'zod';
import { type CAP_DEFINITIONS, MAX_CAP } from '#core/caps/caps.ts';
import { closedObject, keyed, oneOf, wholeNumber } from './fields.ts';

const usdAllowed = `USD from 0 to ${MAX_CAP.usd}, with at most six decimals`;
const usd = z
  .number({ error: usdAllowed })
  .min(0, { error: usdAllowed })
  .max(MAX_CAP.usd, { error: usdAllowed })
  .refine((value) => Number(value.toFixed(6)) === value, { error: usdAllowed })
  .optional();
const tokens = wholeNumber(0, MAX_CAP.tokens).optional();

/** What one tenant may use; what is not named is not limited. */
const TenantCaps = closedObject({
  dailyTokens: tokens,
  monthlyTokens: tokens,
  dailyUsd: usd,
  monthlyUsd: usd,
} satisfies Record<keyof typeof CAP_DEFINITIONS, unknown>);

/** Caps of tenants, and what holds for all caps. */
export const CapSettings = closedObject({
  default: TenantCaps.optional(),
  tenants: keyed({
    // with IAM authorisation, names are made from those of roles and users, which may be longer
    key: z.string().regex(/^[a-z0-9-]{1,255}$/),
    value: TenantCaps,
    allowedKeys: 'keys are tenants: lower-case letters, digits and dashes',
  }),
  onFailure: oneOf(['allow', 'refuse']),
  unpriced: oneOf(['allow', 'refuse']),
  assumedOutputTokens: wholeNumber(1, 1_000_000),
});
export type CapSettings = Readonly<z.infer<typeof CapSettings>>;
