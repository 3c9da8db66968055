import type { FactId, FactValue } from '#core/maturity/facts.ts';
import type { EvidenceContext, FactSource } from '#functions/ports.ts';
import { toUnknown } from './failure.ts';

/** What a fact's file says about it. */
interface SourceDefinition<Id extends FactId> {
  readonly id: Id;
  readonly call: string;
  readonly query: string | ((context: EvidenceContext) => string);
  /** Throws when it cannot say. */
  readonly read: (context: EvidenceContext) => Promise<FactValue<Id>>;
}

/** A source whose failures are answers. */
export function factSource<Id extends FactId>({
  id,
  call,
  query,
  read,
}: SourceDefinition<Id>): FactSource<Id> {
  return {
    id,
    call,
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
