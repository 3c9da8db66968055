import { DEPLOYMENT_ROLE, type FunctionFacts } from './facts.ts';
import type { BillInput, Happening, Quantity } from './quantity.ts';

/** Loading the code of a fresh environment: an upper limit for these bundles, not measured on Lambda. */
const START_SECONDS = 1;

const GATEWAY = 'gateway';
const AUTHORIZER = 'authorizer';
/** Functions that only run when somebody asks them for something, or deploys; that use is not part of the bill. */
const ON_USE: readonly string[] = ['feedback', 'console', DEPLOYMENT_ROLE];

/** Whether the bill knows how often a function with this role runs. */
export function isKnownRole(role: string, scheduledRoles: readonly string[]): boolean {
  return [GATEWAY, AUTHORIZER, ...ON_USE, ...scheduledRoles].includes(role);
}

/** Time by function: the gateway waits for the model, which is most of what it is paid for. */
export function lambdaQuantities(
  { facts, measurement, assumptions }: BillInput,
  { volume: { calls, authorisations, starts }, runs }: Happening,
): readonly Quantity[] {
  return facts.functions.flatMap((each) => {
    const own = runs.filter(({ role }) => role === each.role);
    const ran = {
      invocations: sum(own.map(({ times }) => times)),
      seconds: sum(own.map((run) => run.times * run.seconds)),
    };
    if (each.role === GATEWAY)
      return timeOf(each, {
        invocations: calls,
        seconds: calls * (assumptions.modelSeconds + measurement.overheadSeconds) + starts * START_SECONDS,
      });
    if (each.role === AUTHORIZER)
      return timeOf(each, {
        invocations: authorisations,
        seconds: authorisations * measurement.authorisation.seconds + starts * START_SECONDS,
      });
    return timeOf(each, { ...ran, seconds: ran.seconds + ran.invocations * START_SECONDS });
  });
}

function timeOf(
  { role, memoryGb, isArm }: FunctionFacts,
  { invocations, seconds }: { readonly invocations: number; readonly seconds: number },
): readonly Quantity[] {
  return [
    { item: `Lambda invocations, ${role}`, price: 'lambdaRequest', units: invocations },
    {
      item: `Lambda time, ${role} (${memoryGb * 1_024} MB)`,
      price: isArm ? 'lambdaArmGbSecond' : 'lambdaX86GbSecond',
      units: seconds * memoryGb,
    },
  ];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
