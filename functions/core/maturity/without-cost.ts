import type { AutoOpsAxis } from '../autoops/readiness.ts';
import { catalogue } from '../signals/catalogue.ts';
import type { SignalDefinition } from '../signals/definition.ts';
import type { Assessment, SignalResult } from './assessment.ts';
import { factsOnCost } from './fact-wording.ts';
import type { Finding } from './finding.ts';

/** What stands where an amount was. */
export const WITHHELD = 'It tells what all tenants cost: it is for the tenants of the setting cost.readers.';

const rows = Object.entries<SignalDefinition>(catalogue);
const ON_COST: ReadonlySet<string> = new Set([
  ...rows.flatMap(([id, { tellsCost = false }]) => (tellsCost ? [id] : [])),
  ...factsOnCost(),
]);

/** An assessment as every tenant may see it: all verdicts, and no amount of money. */
export function withoutCost(assessment: Assessment): Assessment {
  const { ownership: _ownership, spending: _spending, autoops, ...others } = assessment;
  return {
    ...others,
    signals: others.signals.map(withoutValue),
    criteria: others.criteria.map(withoutAmounts),
    levelOneRows: others.levelOneRows.map((row) =>
      row.signals.some((id) => ON_COST.has(id)) ? { ...row, reason: WITHHELD } : row,
    ),
    ...(autoops && { autoops: withoutCostOf(autoops) }),
  };
}

function withoutCostOf(axis: AutoOpsAxis): AutoOpsAxis {
  return {
    ...axis,
    capabilities: axis.capabilities.map((capability) => ({
      ...capability,
      stages: capability.stages.map((stage) => ({
        ...stage,
        conditions: stage.conditions.map(withoutAmounts),
      })),
      dependencies: capability.dependencies.map(withoutAmounts),
    })),
  };
}

function withoutValue(signal: SignalResult): SignalResult {
  if (!ON_COST.has(signal.id)) return signal;
  const { value: _value, ...others } = signal;
  return { ...others, status: 'unknown', daily: signal.daily.map(() => null), reason: WITHHELD };
}

/** What was decided by an amount: the verdict stays, its words go. */
function withoutAmounts<Decided extends { readonly reason: string; readonly evidence: Finding[] }>(
  decided: Decided,
): Decided {
  if (!decided.evidence.some(({ evidence }) => ON_COST.has(evidence))) return decided;
  const evidence = decided.evidence.map((finding) =>
    ON_COST.has(finding.evidence) ? { ...finding, value: WITHHELD } : finding,
  );
  return { ...decided, reason: WITHHELD, evidence };
}
