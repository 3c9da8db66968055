import { describe, expect, it } from 'vitest';
import { compileJsonFilter } from '#scripts/local/aws/logs/json-filter.ts';

const MESSAGE = JSON.stringify({ latencyMs: 200 });

describe('compileJsonFilter', () => {
  it.each([
    { operator: '=', isMatch: true },
    { operator: '!=', isMatch: false },
    { operator: '<', isMatch: false },
    { operator: '<=', isMatch: true },
    { operator: '>', isMatch: false },
    { operator: '>=', isMatch: true },
  ])('compares equal numbers with $operator', ({ operator, isMatch }) => {
    expect(compileJsonFilter(`$.latencyMs ${operator} 200`)?.(MESSAGE)).toBe(isMatch);
  });

  it.each(['constructor', 'like', '('])('cannot read the operator %s', (operator) => {
    expect(compileJsonFilter(`$.latencyMs ${operator} 200`)).toBeUndefined();
  });

  it('matches no message that is not JSON', () => {
    expect(compileJsonFilter('$.latencyMs != 1')?.('latencyMs 200')).toBe(false);
  });
});
