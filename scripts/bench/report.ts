import { type Goal, summarise, verdict } from './goals.ts';
import type { Machine } from './machine.ts';
import { formatNumber, formatTable } from './table.ts';

/** A run of the benchmark of this name as one JSON object, its goals with their verdicts. */
export function toJsonReport(benchmark: string, figures: object, goals: readonly Goal[]): string {
  const judged = goals.map((goal) => ({ ...goal, verdict: verdict(goal) }));
  return JSON.stringify({ benchmark, ...figures, goals: judged });
}

/** Where the figures come from, in a sentence. */
export function machineLine({ startedAt, node, cores, processor, loadBefore }: Machine): string {
  return `${startedAt.slice(0, 10)}, node ${node}, ${cores} x ${processor}, loopback only, load average before the run ${formatNumber(loadBefore, 1)}.`;
}

/** Every goal with its verdict, and how many got which. */
export function goalsTable(goals: readonly Goal[]): string {
  const columns = [
    { title: 'goal', align: 'left' },
    { title: 'figure' },
    { title: 'limit', align: 'left' },
    { title: 'verdict', align: 'left' },
  ] as const;
  const rows = goals.map((goal) => [
    goal.name,
    formatNumber(goal.value, 2),
    `${goal.bound} ${goal.limit} ${goal.unit}`,
    verdict(goal),
  ]);
  return `${formatTable(columns, rows)}\n\n${summarise(goals)}`;
}
