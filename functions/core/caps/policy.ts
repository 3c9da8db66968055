import * as z from 'zod/mini';
import { Caps } from './caps.ts';

/** Most output a call is taken to make when it names no limit, in tokens. Our own judgement: a long answer, not the longest. */
export const ASSUMED_OUTPUT_TOKENS = 8_192;

/** What the stack says about caps, besides those of keys. */
export const CapPolicy = z.object({
  /** Caps of tenants that are not named. @default - none */
  default: z.optional(Caps),
  /** Caps by tenant, in place of the default ones. @default - none */
  tenants: z._default(z.record(z.string(), Caps), {}),
  /** What becomes of calls whose caps cannot be read or written. @default 'allow' */
  onFailure: z._default(z.enum(['allow', 'refuse']), 'allow'),
  /** What becomes of calls without a price under a USD cap. @default 'refuse' */
  unpriced: z._default(z.enum(['allow', 'refuse']), 'refuse'),
  /** @default ASSUMED_OUTPUT_TOKENS */
  assumedOutputTokens: z._default(z.int().check(z.positive()), ASSUMED_OUTPUT_TOKENS),
});
export type CapPolicy = Readonly<z.infer<typeof CapPolicy>>;

/** Caps of a tenant: its own, or those of everybody. */
export function tenantCaps({ tenants, default: everybody = {} }: CapPolicy, tenant: string): Caps {
  return (Object.hasOwn(tenants, tenant) ? tenants[tenant] : undefined) ?? everybody;
}
