import type { FactId, FactValue } from '#core/maturity/facts.ts';
import type { ObservationWindow } from '#core/maturity/observation.ts';
import { DAY_MS } from '#core/maturity/window.ts';
import type { EvidenceContext, FactSource } from '#functions/ports.ts';
import { toUnknown } from './failure.ts';

/** What a fact's file says about it. */
interface SourceDefinition<Id extends FactId> {
  readonly id: Id;
  readonly call: string;
  readonly query: string | ((context: EvidenceContext) => string);
  /** What time it is about. @default - the assessment's window */
  readonly window?: ((context: EvidenceContext) => ObservationWindow) | undefined;
  /** Throws when it cannot say. */
  readonly read: (context: EvidenceContext) => Promise<FactValue<Id>>;
}

/** A source whose failures are answers. */
export function factSource<Id extends FactId>({
  id,
  call,
  query,
  window = (context) => context.window,
  read,
}: SourceDefinition<Id>): FactSource<Id> {
  return {
    id,
    call,
    window,
    query: (context) => (typeof query === 'string' ? query : query(context)),
    collect: async (context) => {
      try {
        return { status: 'known', value: await read(context) };
      } catch (error) {
        return toUnknown(error, call);
      }
    },
  };
}

const MINUTE_MS = 60_000;

/** Window of what is true now, as configuration is: the last minute of the assessment's. */
export const now = ({ window: { end } }: EvidenceContext): ObservationWindow => before(end, MINUTE_MS);

/** Window of the days before the assessment's end. */
export const lastDays =
  (days: number) =>
  ({ window: { end } }: EvidenceContext): ObservationWindow =>
    before(end, days * DAY_MS);

const before = (end: string, lengthMs: number): ObservationWindow => ({
  start: new Date(Date.parse(end) - lengthMs).toISOString(),
  end,
});

/** Reads once per assessment what several facts are read from. */
export function oncePerAssessment<Value>(
  read: (context: EvidenceContext) => Promise<Value>,
): (context: EvidenceContext) => Promise<Value> {
  const kept = new WeakMap<EvidenceContext, Promise<Value>>();
  return (context) => {
    const value = kept.get(context) ?? read(context);
    kept.set(context, value);
    return value;
  };
}
