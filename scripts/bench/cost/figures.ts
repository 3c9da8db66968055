import { ingestedBytes, kindOf } from './average-call.ts';
import { type Bill, beyondFirstTier, guardrailUsd, toBill } from './bill.ts';
import type { StackFacts } from './facts.ts';
import { FLOORS } from './floors.ts';
import { isKnownRole } from './lambda-quantities.ts';
import type { Measurement } from './measurement.ts';
import { type CreatedMetrics, createdMetrics } from './metrics.ts';
import { type Assumptions, KINDS } from './mix.ts';
import type { BillInput } from './quantity.ts';

/** Calls a month that bills are made out for. */
const VOLUMES = [0, 1_000, 1_000_000, 100_000_000] as const;

/** The two ways to set `dashboards`. */
export const VARIANTS = ['all', 'overview'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Bills of one way to set the stack up, by calls. */
export interface VariantBills {
  readonly variant: Variant;
  readonly dashboards: number;
  readonly alarms: number;
  readonly alarmMetrics: number;
  readonly bills: readonly Bill[];
  /** The same with what every account has free. */
  readonly freeTierBills: readonly Bill[];
}

/** Everything one run found out. */
export interface Figures {
  readonly measuredOn: string;
  readonly assumptions: Assumptions;
  /** Which of the two the tables show line by line. */
  readonly hasFreeTier: boolean;
  readonly variants: readonly VariantBills[];
  /** Guardrail text units by calls: beside the bill. */
  readonly guardrailUsd: readonly number[];
  /** 1 million calls with the overview alone, no free tier, by what a model takes. */
  readonly bySeconds: readonly { readonly modelSeconds: number; readonly usd: number }[];
  /** Calls a month from which the bill, all dashboards and no free tier, is higher than what has a fixed price. */
  readonly breakEven: readonly { readonly product: string; readonly calls: number }[];
  readonly createdMetrics: CreatedMetrics;
  /** Bytes that CloudWatch Logs takes in, by kind of call. */
  readonly logBytes: Readonly<Record<string, number>>;
  /** What the bill leaves out and should not. */
  readonly leftOut: readonly string[];
}

/** Where figures come from. */
export interface FiguresInput {
  readonly facts: Readonly<Record<Variant, StackFacts>>;
  readonly measurement: Measurement;
  readonly assumptions: Assumptions;
  readonly hasFreeTier: boolean;
}

const MILLION = 1_000_000;
const MODEL_SECONDS = [1, 3, 10];
const NO_FREE_TIER = { hasFreeTier: false } as const;
/** Enough to find a number of calls to less than one in a billion. */
const HALVINGS = 30;

/** How many calls a month lead to this bill, by halving; 0 when the floor is already higher. */
function callsFor(usd: number, input: Omit<BillInput, 'calls'>): number {
  let [low, high] = [0, 100 * MILLION];
  for (let step = 0; step < HALVINGS; step += 1) {
    const calls = (low + high) / 2;
    if (toBill({ ...input, calls }, NO_FREE_TIER).usd <= usd) low = calls;
    else high = calls;
  }
  return Math.round(low);
}

/** Makes out every bill. */
export function toFigures({ facts, measurement, assumptions, hasFreeTier }: FiguresInput): Figures {
  const inputs = (variant: Variant): readonly BillInput[] =>
    VOLUMES.map((calls) => ({ facts: facts[variant], measurement, assumptions, calls }));
  return {
    measuredOn: measurement.measuredOn,
    assumptions,
    hasFreeTier,
    variants: VARIANTS.map((variant) => ({
      variant,
      dashboards: facts[variant].dashboards,
      alarms: facts[variant].alarms,
      alarmMetrics: facts[variant].alarmMetrics,
      bills: inputs(variant).map((input) => toBill(input, NO_FREE_TIER)),
      freeTierBills: inputs(variant).map((input) => toBill(input, { hasFreeTier: true })),
    })),
    guardrailUsd: inputs('all').map(guardrailUsd),
    bySeconds: MODEL_SECONDS.map((modelSeconds) => {
      const input = { facts: facts.overview, measurement, calls: MILLION };
      const { usd } = toBill({ ...input, assumptions: { ...assumptions, modelSeconds } }, NO_FREE_TIER);
      return { modelSeconds, usd };
    }),
    breakEven: FLOORS.filter(({ millionUsd }) => millionUsd === undefined).map(({ product, usd }) => ({
      product,
      calls: callsFor(usd, { facts: facts.all, measurement, assumptions }),
    })),
    createdMetrics: createdMetrics(measurement),
    logBytes: Object.fromEntries(
      KINDS.map((kind) => [kind, Math.round(ingestedBytes(kindOf(measurement, kind)))]),
    ),
    leftOut: leftOutOf(facts.all, measurement),
  };
}

/** Resources and schedules of the template that the bill knows nothing of. */
function leftOutOf(facts: StackFacts, measurement: Measurement): readonly string[] {
  const isMeasured = ({ role, input }: StackFacts['schedules'][number]) =>
    measurement.runs.some((run) => run.role === role && run.input === input);
  const scheduledRoles = facts.schedules.map(({ role }) => role);
  const unknownRoles = facts.functions.flatMap(({ role }) =>
    isKnownRole(role, scheduledRoles) ? [] : [role],
  );
  return [
    ...unknownRoles.map(
      (role) =>
        `the function ${role}: how often it runs is not known; see scripts/bench/cost/lambda-quantities.ts.`,
    ),
    ...Object.entries(facts.unpricedTypes).map(
      ([type, count]) =>
        `${count} x ${type}: no price is known; add it to PRICED_TYPES or FREE_TYPES in scripts/bench/cost.`,
    ),
    ...facts.schedules
      .filter((schedule) => !isMeasured(schedule))
      .map(
        ({ role, input, expression }) =>
          `${expression} of ${role} with ${input}: not measured; run npm run bench:cost -- --record.`,
      ),
  ];
}

/** What makes the figures of a run incomplete; empty when nothing does. */
export function problemsOf({ leftOut, variants }: Figures): readonly string[] {
  const tiers = new Set(variants.flatMap(({ bills }) => bills.flatMap(beyondFirstTier)));
  return [
    ...leftOut.map((what) => `Left out of the bill: ${what}`),
    ...[...tiers].map((item) => `${item}: more units than the first tier of its price has.`),
  ];
}
