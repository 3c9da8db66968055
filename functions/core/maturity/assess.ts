import { assessAutoOps } from '../autoops/assess-autoops.ts';
import { ownObserved } from '../ownership/own-observed.ts';
import { assessSpending } from '../spending/assess-spending.ts';
import type { Assessment } from './assessment.ts';
import { toBlindSpots } from './blind-spots.ts';
import { toDelta, toTrend } from './comparison.ts';
import { CRITERIA } from './criteria.ts';
import { indexObservations } from './evidence.ts';
import { judge } from './judge.ts';
import { levelOneRows, toMetricRowResult } from './level-one.ts';
import { levelOneAction } from './level-one-action.ts';
import { toLevelResults, toLevelStatuses, toStanding } from './level-results.ts';
import { toNextActions } from './next-actions.ts';
import type { ObservationSet } from './observation.ts';
import { toSignalResults } from './signal-results.ts';
import { toUnmeasured } from './unmeasured.ts';

const LEVEL_ONE_ROWS = levelOneRows();

/** The verdict on an observation set. The same set gives the same verdict, whatever its order. */
export function assess(set: ObservationSet): Assessment {
  const evidence = indexObservations(set);
  const judged = CRITERIA.map((definition) => judge(definition, evidence, set));
  const criteria = judged.map(({ result }) => result);
  const rows = LEVEL_ONE_ROWS.map((row) => toMetricRowResult(row, evidence));
  const levels = [...toLevelResults(toLevelStatuses(criteria, rows))];
  const standing = toStanding(levels);
  const signals = [...toSignalResults(evidence)];
  const trend = toTrend(set);
  const last = trend.at(-1);
  return {
    schemaVersion: 1,
    assessedAt: set.observedAt,
    scope: set.scope,
    window: set.window,
    ...standing,
    levels,
    levelOneRows: rows,
    criteria,
    symptoms: criteria
      .filter(({ kind, status }) => kind === 'symptom' && status === 'met')
      .map(({ id }) => id),
    signals,
    unmeasured: toUnmeasured(evidence, signals, set),
    nextActions: [
      ...(standing.solidLevel === 0 ? [levelOneAction(evidence)] : []),
      ...toNextActions(judged, standing.solidLevel + 1, set.attestationPlace),
    ],
    ...(last === undefined ? {} : { delta: toDelta(last, { ...standing, criteria }) }),
    blindSpots: toBlindSpots(evidence),
    autoops: assessAutoOps(set),
    ownership: ownObserved(set),
    spending: assessSpending(evidence),
    trend,
  };
}
