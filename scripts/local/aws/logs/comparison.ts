/** Whether the order of two values is the wanted one: below 0 when the left one comes first, 0 when they are equal. */
export type HoldsFor = (order: number) => boolean;

const COMPARISONS = new Map<string, HoldsFor>([
  ['=', (order) => order === 0],
  ['!=', (order) => order !== 0],
  ['<', (order) => order < 0],
  ['<=', (order) => order <= 0],
  ['>', (order) => order > 0],
  ['>=', (order) => order >= 0],
]);

/** The comparison that an operator of CloudWatch Logs asks for; `undefined` when it is none. */
export function findComparison(operator: string): HoldsFor | undefined {
  return COMPARISONS.get(operator);
}
