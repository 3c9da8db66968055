import * as z from 'zod/mini';

/** The four parts of the document's formula. */
export const COMPONENTS = ['infrastructure', 'personnel', 'operations', 'compliance'] as const;
export type ComponentName = (typeof COMPONENTS)[number];

/** One position. Without `usdPerMonth` it is unknown, and `words` says why. */
export const OwnershipItem = z.object({
  id: z.string(),
  title: z.string(),
  usdPerMonth: z.optional(z.number()),
  /** `measured` in the account, `given` by a person, `assumed` by a formula's default. */
  basis: z.enum(['measured', 'given', 'assumed', 'unknown']),
  /** How it comes about, with every input. */
  words: z.string(),
});
export type OwnershipItem = z.infer<typeof OwnershipItem>;

/** One part of the formula; without `usdPerMonth` a position of it is unknown. */
export const OwnershipComponent = z.object({
  name: z.enum(COMPONENTS),
  usdPerMonth: z.optional(z.number()),
  items: z.array(OwnershipItem),
});
export type OwnershipComponent = z.infer<typeof OwnershipComponent>;

/** Total cost of ownership: infrastructure + personnel + operations + compliance. */
export const Ownership = z.object({
  months: z.int(),
  components: z.array(OwnershipComponent),
  /** Sum of the positions that are known: at least that much. */
  knownUsdPerMonth: z.number(),
  /** Absent as long as a position is unknown: a sum without it would be too low. */
  usdPerMonth: z.optional(z.number()),
  usdTotal: z.optional(z.number()),
  assumptions: z.array(z.string()),
});
export type Ownership = z.infer<typeof Ownership>;
