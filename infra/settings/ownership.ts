import * as z from 'zod';
import type { OwnershipInput } from '#core/ownership/inputs.ts';
import { closedObject, wholeNumber } from './fields.ts';

const between = (maximum: number) => {
  const error = `a number from 0 to ${maximum}`;
  return z.number({ error }).min(0, { error }).max(maximum, { error }).optional();
};
const usd = between(1e9);
const count = between(1e6);

/** What people know of the cost of ownership; the function's own schema has the defaults. */
export const OwnershipSettings = closedObject({
  months: wholeNumber(1, 120).optional(),
  inferenceUsdPerMonth: usd,
  infrastructureShare: between(1),
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
} satisfies Record<OwnershipInput, z.ZodType>);
