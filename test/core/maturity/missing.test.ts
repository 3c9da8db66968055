import { describe, expect, it } from 'vitest';
import { missingByLevel } from '#core/maturity/missing.ts';

const verdict = (
  level: number,
  kind: 'symptom' | 'practice',
  status: 'met' | 'unmet' | 'unknown',
  statement: string,
) => ({ level, kind, status, statement });

describe('what is missing', () => {
  it('is symptoms that are there, practices that are not, and whatever is unknown', () => {
    const missing = missingByLevel([
      verdict(1, 'symptom', 'met', 'a'),
      verdict(1, 'symptom', 'unmet', 'b'),
      verdict(1, 'symptom', 'unknown', 'c'),
      verdict(2, 'practice', 'met', 'd'),
      verdict(2, 'practice', 'unmet', 'e'),
      verdict(3, 'practice', 'unknown', 'f'),
      verdict(4, 'practice', 'met', 'g'),
    ]);

    expect(missing).toEqual({
      level1: 'a; c (unknown)',
      level2: 'e',
      level3: 'f (unknown)',
      level4: 'nothing',
      level5: 'nothing',
    });
  });
});
