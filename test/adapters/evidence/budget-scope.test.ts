import { describe, expect, it } from 'vitest';
import { BudgetScope, countsBedrock, countsBedrockOnly } from '#adapters/evidence/budget-scope.ts';

const service = (...Values: string[]) => ({ Key: 'SERVICE', Values });

describe('a budget of Bedrock alone', () => {
  it.each([
    ['an older filter on its service', { CostFilters: { Service: ['Amazon Bedrock'] } }, true],
    ['a newer one', { FilterExpression: { Dimensions: service('Amazon Bedrock') } }, true],
    [
      'one on every edition',
      { FilterExpression: { Dimensions: service('Amazon Bedrock', 'Claude 3 (Amazon Bedrock Edition)') } },
      true,
    ],
    ['no filter', {}, false],
    ['one on another service as well', { CostFilters: { Service: ['Amazon Bedrock', 'AWS Lambda'] } }, false],
    [
      'one on a tag as well',
      { CostFilters: { Service: ['Amazon Bedrock'], TagKeyValue: ['user:team$a'] } },
      false,
    ],
    [
      'one that is narrowed',
      { FilterExpression: { Dimensions: service('Amazon Bedrock'), Tags: { Key: 'team' } } },
      false,
    ],
    [
      'several conditions',
      {
        FilterExpression: { And: [{ Dimensions: service('Amazon Bedrock') }, { Dimensions: service('x') }] },
      },
      false,
    ],
  ])('%s: %#', (_, filter, isOnly) => {
    const scope = BudgetScope.parse({ BudgetType: 'COST', ...filter });

    expect(countsBedrockOnly(scope)).toBe(isOnly);
    if (isOnly) expect(countsBedrock(scope)).toBe(true);
  });
});
