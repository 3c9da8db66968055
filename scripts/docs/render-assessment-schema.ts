import { AutoOpsReadiness } from '#core/autoops/readiness.ts';
import { Assessment } from '#core/maturity/assessment.ts';
import { type Descriptions, renderSchema } from './render-schema.ts';

const DESCRIPTIONS: Descriptions = {
  assessedAt: 'When the evidence was observed, UTC.',
  window: 'The period that was measured; the end is exclusive.',
  level: 'Highest level that is reached, that is, with more than half met; 0 when none is.',
  solidLevel: 'Highest level with every level below it reached too.',
  skippedLevels: 'Levels below the level that are not reached.',
  levels: 'The five levels. Level 1 counts its metric rows that are measured, the others their criteria.',
  'levels.score': 'Met divided by total, 0 to 1.',
  criteria: 'The thirty checklist lines, each with its verdict and evidence.',
  'criteria.statement': "The maturity document's words.",
  'criteria.kind': 'A symptom is met while it is still present, a practice when it is in place.',
  'criteria.status': 'Unknown never counts as met.',
  'criteria.attestedBy': 'The signed statement that decided it.',
  'criteria.missingPermissions': 'IAM actions whose refusal left it unknown.',
  'criteria.evidence.source': 'The call, as an IAM action, and its exact query.',
  'criteria.evidence.value': 'In words, with its unit.',
  'criteria.evidence.threshold': 'What it is held against; absent when it only informs.',
  symptoms: 'Criteria of level 1 that are still true.',
  signals: 'What was measured.',
  'signals.value': 'Of the whole window: sums are added, of percentiles and averages it is the worst day.',
  'signals.daily': 'One value for each day of the window, oldest first; null where there is none.',
  unmeasured: 'What could not be measured and why.',
  'unmeasured.permission': 'IAM actions that were refused.',
  nextActions: 'What to do, the most useful first.',
  delta: 'Against the newest earlier assessment; levels are differences. Absent in a first one.',
  'delta.improved': 'Ids of criteria.',
  'delta.regressed': 'Ids of criteria.',
  trend: 'Earlier assessments, oldest first.',
  ownership: 'Total cost of ownership: infrastructure, personnel, operations and compliance.',
  'ownership.knownUsdPerMonth': 'Sum of the positions that are known: at least that much.',
  'ownership.usdPerMonth': 'Absent as long as a position is unknown.',
  'ownership.components.usdPerMonth': 'Absent as long as a position of it is unknown.',
  'ownership.components.items.words': 'How it comes about, or why it is unknown.',
  blindSpots: 'What capture does not see, or sees in part.',
  'blindSpots.models': 'Share of the calls that AWS counts which Waymark has a record of, by model.',
  'blindSpots.models.counted': 'Absent when AWS has no series under the name.',
  'blindSpots.models.isAtLeast': 'Records whose model only AWS can resolve may belong to it too.',
  spending: 'What calls cost: recorded call by call, and estimated from what AWS counted.',
  'spending.recorded': 'From the table of daily costs; unknown with its reason where there is none.',
  'spending.recorded.window': 'Days of the window, the last of them so far; the end is included.',
  'spending.recorded.window.missingDays': 'Days that were never added up: their cost is in no figure.',
  'spending.recorded.window.costUsd': 'Absent where no day is known, or no call could be priced.',
  'spending.recorded.asOf': 'When the newest day was added up, UTC.',
  'spending.recorded.daysWithoutUsers': 'Days that were too large to tell users apart.',
  'spending.recorded.total': 'Figures of the window, as GET /v1/costs has them.',
  'spending.recorded.total.costUsd': 'Of the calls whose price is known.',
  'spending.recorded.total.unpricedCalls': 'Calls that are in no sum of money.',
  'spending.recorded.models': 'The dearest models, and the others together.',
  'spending.recorded.models.groups.key': 'Absent for calls without such a name.',
  'spending.recorded.compared': 'Whole days of the window, and as many before it.',
  'spending.recorded.month': 'The calendar month so far.',
  'spending.recorded.lastMonth': 'The calendar month before.',
  'spending.recorded.unpriced': 'Why calls have no price, the most frequent reasons.',
  'spending.recorded.isReconciled': 'Whether the stack compares its estimate with the bill.',
  'spending.recorded.reconciled': 'Estimate beside bill, by day.',
  'spending.recorded.unitCosts': 'What one of something cost.',
  'spending.recorded.unitCosts.usd': 'Absent where it is not known; words says why.',
  'spending.recorded.unitCosts.words': 'What it is divided by, or why there is nothing to divide by.',
  'spending.recorded.change': 'Cost of whole days against as many before.',
  'spending.recorded.change.percent': 'Absent where nothing was spent before.',
  'spending.recorded.cacheHitRatio': 'Share of the prompt tokens read from the prompt cache, 0 to 1.',
  'spending.recorded.bill': 'All compared days together.',
  'spending.recorded.bill.differencePercent': 'Share of the bill that the estimate does not explain.',
  'spending.counted.models': 'By model id as called, the dearest first.',
  'spending.counted.models.costUsd': 'Absent where it has no price; reason says why.',
  'spending.counted.prices': 'Tables that the prices are from: those of the day of the observation.',
  'spending.counted.costUsd': 'Of the models that have a price; absent where none has.',
  'spending.counted.unpricedCalls': 'Calls of models that have no price.',
  'spending.counted': 'Tokens that CloudWatch counted, through Waymark or not, times their list price.',
  autoops: 'The second axis, AutoOps: four capabilities, four stages.',
};

const AUTOOPS_DESCRIPTIONS: Descriptions = {
  stage: "The lowest of the capabilities' stages; none when not even the first is evidenced.",
  capabilities: 'The four capabilities of document 000.',
  'capabilities.stage': 'The highest stage that is reached.',
  'capabilities.documentYears': "Years to the target by the document's forecast; not a measurement.",
  'capabilities.stages.isReached':
    'All of its conditions and dependencies are met, and so are those of every stage below it.',
  'capabilities.stages.conditions.status': 'Unknown never counts as met.',
  'capabilities.stages.conditions.criterion': 'The criterion of the assessment that decides it.',
  'capabilities.missingDependencies': 'Dependencies that are not met.',
  ready: 'Capabilities whose dependencies are all met.',
};

/** The JSON Schema of an assessment. */
export function renderAssessmentSchema(): string {
  return renderSchema(Assessment, {
    title: 'Waymark maturity assessment',
    description:
      'The verdict on one observation set: level, criteria with evidence, signals and next actions.',
    descriptions: DESCRIPTIONS,
  });
}

/** The JSON Schema of what `GET /v1/autoops` answers. */
export function renderAutoOpsSchema(): string {
  return renderSchema(AutoOpsReadiness, {
    title: 'Waymark AutoOps readiness',
    description: 'The second maturity axis of the newest assessment: stages, conditions and dependencies.',
    descriptions: AUTOOPS_DESCRIPTIONS,
  });
}
