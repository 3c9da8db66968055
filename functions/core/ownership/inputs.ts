import * as z from 'zod/mini';

const AMOUNT = 'USD from 0 to 1000000000';
const COUNT = 'a number from 0 to 1000000';
const SHARE = 'a number from 0 to 1';
const MONTHS = 'a whole number of months from 1 to 120';

const usd = z.optional(z.number(AMOUNT).check(z.minimum(0, AMOUNT), z.maximum(1e9, AMOUNT)));
const count = z.optional(z.number(COUNT).check(z.minimum(0, COUNT), z.maximum(1e6, COUNT)));
const months = z.int(MONTHS).check(z.minimum(1, MONTHS), z.maximum(120, MONTHS));
const share = z.number(SHARE).check(z.minimum(0, SHARE), z.maximum(1, SHARE));

/** Inputs as people give them, each optional: the one list for settings, file and command line. */
export const OWNERSHIP_FIELDS = {
  months: z.optional(months),
  inferenceUsdPerMonth: usd,
  infrastructureShare: z.optional(share),
  infrastructureUsdPerMonth: usd,
  people: count,
  usdPerPersonAndYear: usd,
  onCallHoursPerMonth: count,
  usdPerOnCallHour: usd,
  incidentsPerMonth: count,
  usdPerIncident: usd,
  toolsUsdPerMonth: usd,
  auditsPerYear: count,
  usdPerAudit: usd,
  controlsUsdPerYear: usd,
} as const;

/** What people know and no AWS API says. What is not given leaves its part of the cost unknown. */
export const OwnershipInputs = z.strictObject({
  ...OWNERSHIP_FIELDS,
  /** How long it is owned. */
  months: z._default(months, 12),
  /** Infrastructure beside inference, as a share of it: document 000's formula takes 0.3. */
  infrastructureShare: z._default(share, 0.3),
});
export type OwnershipInputs = z.infer<typeof OwnershipInputs>;

/** What is wrong with inputs that tell infrastructure twice. */
export const INFRASTRUCTURE_TWICE =
  'infrastructureShare or infrastructureUsdPerMonth, not both: each tells the whole infrastructure';

/** Whether inputs tell infrastructure twice; which of them counted would be a guess. */
export const tellsInfrastructureTwice = ({
  infrastructureShare,
  infrastructureUsdPerMonth,
}: Partial<OwnershipInputs>): boolean =>
  infrastructureShare !== undefined && infrastructureUsdPerMonth !== undefined;

/** The same as they are given, before what is left out has its default. */
export const GivenOwnership = z.pipe(
  z.strictObject(OWNERSHIP_FIELDS).check(
    z.refine((given) => !tellsInfrastructureTwice(given), {
      error: INFRASTRUCTURE_TWICE,
      path: ['infrastructureShare'],
    }),
  ),
  OwnershipInputs,
);

/** Name of an input. */
export type OwnershipInput = keyof OwnershipInputs;

/** What each input means, for help and settings. */
export const INPUT_WORDS: Readonly<Record<OwnershipInput, string>> = {
  months: 'how long it is owned, in months',
  inferenceUsdPerMonth: "inference a month; by default what the account's calls cost",
  infrastructureShare: 'infrastructure beside inference, as a share of it',
  infrastructureUsdPerMonth: 'infrastructure a month, instead of the share',
  people: 'full-time people; 0.5 is one at half of the time',
  usdPerPersonAndYear: 'what one of them costs a year',
  onCallHoursPerMonth: 'paid hours on call a month',
  usdPerOnCallHour: 'what one of them costs',
  incidentsPerMonth: 'incidents a month',
  usdPerIncident: 'what one of them costs, lost business included',
  toolsUsdPerMonth: 'licences and tools a month',
  auditsPerYear: 'audits a year',
  usdPerAudit: 'what one of them costs',
  controlsUsdPerYear: 'legal advice, training and controls a year',
};
