import * as z from 'zod/mini';

const AMOUNT = 'must be USD from 0 to 1000000000';
const COUNT = 'must be a number from 0 to 1000000';
const SHARE = 'must be a number from 0 to 1';
const MONTHS = 'must be a whole number of months from 1 to 120';

const usd = z.optional(z.number(AMOUNT).check(z.minimum(0, AMOUNT), z.maximum(1e9, AMOUNT)));
const count = z.optional(z.number(COUNT).check(z.minimum(0, COUNT), z.maximum(1e6, COUNT)));

/** What people know and no AWS API says. What is not given leaves its part of the cost unknown. */
export const OwnershipInputs = z.strictObject({
  /** How long it is owned. */
  months: z._default(z.int(MONTHS).check(z.minimum(1, MONTHS), z.maximum(120, MONTHS)), 12),
  /** @default - what the account's calls cost, by the price table */
  inferenceUsdPerMonth: usd,
  /** Infrastructure beside inference, as a share of it: document 000's formula takes 0.3. */
  infrastructureShare: z._default(z.number(SHARE).check(z.minimum(0, SHARE), z.maximum(1, SHARE)), 0.3),
  /** @default - the share of inference */
  infrastructureUsdPerMonth: usd,
  /** Full-time people; 0.5 is one at half of the time. */
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
});
export type OwnershipInputs = z.infer<typeof OwnershipInputs>;

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
