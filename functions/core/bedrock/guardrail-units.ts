import * as z from 'zod/mini';
import { GUARDRAIL_UNITS, type GuardrailUnits } from '../cost/priceable-call.ts';
import { JsonObject } from '../json/json-object.ts';

/**
 * A guardrail's `usage`: `topicPolicyUnits`, `contentPolicyUnits`, … A unit that is not a count is left as NaN, so that
 * its call is unpriced and not cheaper.
 */
export const GuardrailUsage = z.pipe(JsonObject, z.transform(toUnits));

function toUnits(usage: Readonly<Record<string, unknown>>): GuardrailUnits {
  const units: Record<string, number> = {};
  for (const name of GUARDRAIL_UNITS) {
    const value = usage[`${name}Units`];
    if (value === undefined || value === null || value === 0) continue;
    units[name] = typeof value === 'number' ? value : Number.NaN;
  }
  return units;
}

/** The sum; not known when there is nothing to add, or when one of them is not known. */
export function addUnits(all: readonly (GuardrailUnits | undefined)[]): GuardrailUnits | undefined {
  const sum: Partial<Record<keyof GuardrailUnits, number>> = {};
  for (const units of all) {
    if (!units) return undefined;
    for (const name of GUARDRAIL_UNITS) {
      const value = units[name];
      if (value !== undefined) sum[name] = (sum[name] ?? 0) + value;
    }
  }
  return all.length > 0 ? sum : undefined;
}
