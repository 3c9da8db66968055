import { fromUsd, sumUsd, toUsd } from '../cost/money.ts';
import { toNumber, toPercent } from '../maturity/wording.ts';
import { type Known, mapKnown } from '../models/known.ts';
import type { OwnershipInput, OwnershipInputs } from './inputs.ts';
import { ITEMS, type ItemDefinition } from './items.ts';
import {
  COMPONENTS,
  type ComponentName,
  type Ownership,
  type OwnershipComponent,
  type OwnershipItem,
} from './ownership.ts';

/** Inference of a month as the account was measured, and how in words. */
export interface MeasuredInference {
  readonly usdPerMonth: number;
  readonly words: string;
}

/** Total cost of ownership. What is not given and cannot be measured stays unknown, and so does the total. */
export function computeOwnership(inputs: OwnershipInputs, measured: Known<MeasuredInference>): Ownership {
  const inference = inferenceItem(inputs, measured);
  const items: Readonly<Record<ComponentName, readonly OwnershipItem[]>> = {
    infrastructure: [inference, platformItem(inputs, inference)],
    personnel: productsOf('personnel', inputs),
    operations: productsOf('operations', inputs),
    compliance: productsOf('compliance', inputs),
  };
  const components = COMPONENTS.map((name) => toComponent(name, items[name]));
  const all = components.flatMap((component) => component.items);
  const usdPerMonth = sumKnown(all.map((item) => item.usdPerMonth));
  return {
    months: inputs.months,
    components,
    knownUsdPerMonth: sumUsd(all.flatMap((item) => item.usdPerMonth ?? [])),
    ...(usdPerMonth !== undefined && { usdPerMonth, usdTotal: toExact(usdPerMonth * inputs.months) }),
    assumptions: [
      'Every month is as the measured one: nothing grows, and no price changes.',
      'Amounts are not discounted to today’s value, and taxes are not in them.',
    ],
  };
}

/** Without what products of doubles leave behind the twelfth decimal. */
const toExact = (usd: number): number => toUsd(fromUsd(usd));

/** A sum, or nothing where a part of it is missing. */
function sumKnown(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.flatMap((amount) => amount ?? []);
  return known.length === amounts.length ? sumUsd(known) : undefined;
}

function toComponent(name: ComponentName, items: readonly OwnershipItem[]): OwnershipComponent {
  const usdPerMonth = sumKnown(items.map((item) => item.usdPerMonth));
  return { name, ...(usdPerMonth !== undefined && { usdPerMonth }), items: [...items] };
}

function inferenceItem(
  { inferenceUsdPerMonth: given }: OwnershipInputs,
  measured: Known<MeasuredInference>,
): OwnershipItem {
  const head = { id: 'inference', title: 'Inference' };
  if (given !== undefined)
    return { ...head, usdPerMonth: given, basis: 'given', words: 'inferenceUsdPerMonth, as given' };
  if (measured.status === 'known') return { ...head, ...measured.value, basis: 'measured' };
  return { ...head, basis: 'unknown', words: `${measured.reason} Or give inferenceUsdPerMonth.` };
}

function platformItem(inputs: OwnershipInputs, { usdPerMonth: inference }: OwnershipItem): OwnershipItem {
  const head = { id: 'platform', title: 'Infrastructure beside inference' };
  const { infrastructureUsdPerMonth: given, infrastructureShare: share } = inputs;
  if (given !== undefined)
    return { ...head, usdPerMonth: given, basis: 'given', words: 'infrastructureUsdPerMonth, as given' };
  const words = `${toPercent(share)} of inference (infrastructureShare; the formula of document 000 takes 30 %)`;
  return inference === undefined
    ? { ...head, basis: 'unknown', words: `${words}, which is unknown` }
    : { ...head, usdPerMonth: toExact(inference * share), basis: 'assumed', words };
}

function productsOf(component: ComponentName, inputs: OwnershipInputs): readonly OwnershipItem[] {
  return ITEMS.filter((item) => item.component === component).map((item) => toProduct(item, inputs));
}

/** A factor of zero decides a product, whatever the others are: without audits none costs anything. */
function toProduct({ id, title, factors, months }: ItemDefinition, inputs: OwnershipInputs): OwnershipItem {
  const missing = factors.filter((name) => inputs[name] === undefined);
  const isNone = factors.some((name) => inputs[name] === 0);
  if (missing.length > 0 && !isNone)
    return { id, title, basis: 'unknown', words: `Give ${missing.join(' and ')}; 0 where there is none.` };
  const words = factors.map((name) => describeInput(name, inputs)).join(' × ');
  const product = isNone ? 0 : factors.reduce((value, name) => value * (inputs[name] ?? 0), 1);
  return {
    id,
    title,
    usdPerMonth: toExact(product / months),
    basis: 'given',
    words: months === 12 ? `${words}, a twelfth of it a month` : words,
  };
}

function describeInput(name: OwnershipInput, inputs: OwnershipInputs): string {
  const value = inputs[name];
  return value === undefined ? `${name} (not given)` : `${name} ${toNumber(value)}`;
}

/** Inference of a month of 30 days from what a window of `days` cost. */
export function toMonthlyInference(
  cost: Known<number>,
  days: number,
  words: string,
): Known<MeasuredInference> {
  return mapKnown(cost, (usd) => ({
    status: 'known',
    value: { usdPerMonth: toExact((usd / days) * 30), words },
  }));
}
