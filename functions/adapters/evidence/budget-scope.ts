import * as z from 'zod/mini';
import { isBedrockService } from '#core/bill/services.ts';
import { listOf, optionalText } from './answer.ts';

const Dimensions = z.object({ Key: optionalText, Values: listOf(z.string()) });

/** The part of a budget that says which cost it counts. */
export const BudgetScope = z.object({
  BudgetType: optionalText,
  /** Older budgets: values by dimension. */
  CostFilters: z.nullish(z.record(z.string(), z.array(z.string()))),
  /** Newer budgets. Only the forms that a person makes in the console are understood: others count as something else. */
  FilterExpression: z.nullish(
    z.object({
      Dimensions: z.nullish(Dimensions),
      And: listOf(z.object({ Dimensions: z.nullish(Dimensions) })),
      Or: listOf(z.object({ Dimensions: z.nullish(Dimensions) })),
      Not: z.nullish(z.unknown()),
      Tags: z.nullish(z.unknown()),
      CostCategories: z.nullish(z.unknown()),
    }),
  ),
});
type BudgetScope = z.infer<typeof BudgetScope>;

/** Whether a budget counts Bedrock's cost and no other service's. Other conditions beside it narrow it further: not this. */
export function countsBedrockOnly({
  CostFilters: filters,
  FilterExpression: expression,
}: BudgetScope): boolean {
  const isBedrock = (values: readonly string[]): boolean =>
    values.length > 0 && values.every(isBedrockService);
  const [first, ...others] = Object.entries(filters ?? {});
  if (first) return others.length === 0 && first[0] === 'Service' && isBedrock(first[1]);
  if (!expression) return false;
  const { Dimensions: own, And: all, Or: any, Not, Tags, CostCategories } = expression;
  return (
    own?.Key === 'SERVICE' &&
    isBedrock(own.Values) &&
    [...all, ...any, Not, Tags, CostCategories].every((part) => part === undefined || part === null)
  );
}

/** Whether Bedrock's cost counts towards a budget: it has no filter, or one on Bedrock. */
export function countsBedrock({ CostFilters: filters, FilterExpression: expression }: BudgetScope): boolean {
  const byValue = Object.entries(filters ?? {});
  if (byValue.length > 0)
    return byValue.some(([key, values]) => key === 'Service' && values.some(isBedrockService));
  if (!expression) return true;
  const { Dimensions: own, And: all, Or: any } = expression;
  return [own, ...[...all, ...any].map(({ Dimensions: part }) => part)].some(
    (part) => part?.Key === 'SERVICE' && part.Values.some(isBedrockService),
  );
}
