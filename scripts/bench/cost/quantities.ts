import { callQuantities, encryptionQuantities, logQuantities } from './call-quantities.ts';
import type { StackFacts } from './facts.ts';
import { lambdaQuantities } from './lambda-quantities.ts';
import type { BillInput, Quantity } from './quantity.ts';
import { monthlyRuns, runQuantities } from './run-quantities.ts';
import { toVolume } from './volume.ts';

/** All quantities of a month, of the items that are there without any call first. */
export function toQuantities(input: BillInput): readonly Quantity[] {
  const volume = toVolume(input.calls, input.facts, input.assumptions);
  const runs = monthlyRuns(input);
  return [
    ...fixedQuantities(input.facts),
    ...runQuantities(input, runs),
    ...callQuantities(input, volume),
    ...lambdaQuantities(input, { volume, runs }),
    ...logQuantities(input, { volume, runs }),
    ...encryptionQuantities(input, { volume, runs }),
  ].filter(({ units }) => units > 0);
}

/** Paid for by the month, whatever happens. */
function fixedQuantities(facts: StackFacts): readonly Quantity[] {
  return [
    { item: `alarms (${facts.alarms})`, price: 'alarmMetric', units: facts.alarmMetrics },
    { item: 'composite alarms', price: 'compositeAlarm', units: facts.compositeAlarms },
    { item: 'dashboards', price: 'dashboard', units: facts.dashboards - facts.largeDashboards },
    { item: 'dashboards of more than 50 metrics', price: 'largeDashboard', units: facts.largeDashboards },
    { item: 'Contributor Insights rules', price: 'insightRule', units: facts.insightRules },
    { item: 'KMS key', price: 'kmsKey', units: facts.kmsKeys },
    { item: 'Secrets Manager secret', price: 'secret', units: facts.secrets },
  ];
}
