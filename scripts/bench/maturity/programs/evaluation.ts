import { readFileSync } from 'node:fs';
import { assess } from '#core/maturity/assess.ts';
import type { ObservationSet } from '#core/maturity/observation.ts';

/** Left out of the percentiles: V8 still compiles. */
const WARM_UP = 100;

/** Evaluates one observation set again and again. The set is parsed as a deployed function makes it: not at all. */
function main([file = '', evaluations = '1']: readonly string[]): void {
  const set: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isSet(set)) throw new Error(`${file} holds no observation set.`);
  const [firstMs = 0, ...laterMs] = Array.from({ length: Number(evaluations) + WARM_UP }, () => {
    const startedMs = performance.now();
    assess(set);
    return performance.now() - startedMs;
  });
  process.send?.({ firstMs, laterMs: laterMs.slice(WARM_UP - 1) });
}

/** Without the schema: parsing by it would warm up what is measured. `run.ts` has parsed the set before it wrote it. */
function isSet(value: unknown): value is ObservationSet {
  return typeof value === 'object' && value !== null && 'observations' in value;
}

try {
  main(process.argv.slice(2));
  process.disconnect();
} catch (error) {
  process.send?.({ error: String(error) });
}
