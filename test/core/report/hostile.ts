import fc from 'fast-check';
import type { Assessment } from '#core/maturity/assessment.ts';
import { fullAssessment } from './sample-assessment.ts';

/** Texts that try to break out of what they are put into. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title></svg><b>',
  'javascript:alert(1)',
  'https://x.test/"onclick="alert(1)',
  '[link](javascript:alert(1))',
  '![image](https://x.test/p.png)',
  '| cell | cell |\n| --- | --- |',
  '`code` **bold** _slanted_ ~~gone~~ <u>',
  '\n# heading\n- [x] done',
  '1. item\r\nBcc: everyone@x.test',
  '&lt;script&gt; &#x3c;',
  '{code}macro{code} $math$ @octocat www.x.test',
  '\u202eevil\u2066\u200b\u0000\u001b[31m\ud800',
  '\u2028\u2029\u0085\ufeff',
  '\u{1f469}\u200d\u{1f680} ünïcödé 組織',
] as const;

/** Any text, and all kinds of attacks in the middle of it. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 20 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(' '));

/** A report in which a text stands wherever an account, a model or a person has a say. */
export function assessmentSaying(text: string): Assessment {
  const assessment = fullAssessment();
  return {
    ...assessment,
    scope: { team: text, accountId: text, region: text, stage: text },
    levels: assessment.levels.map((level) => ({ ...level, name: text, coreQuestion: text })),
    criteria: assessment.criteria.map((result) => ({
      ...result,
      statement: text,
      reason: text,
      missingPermissions: [text],
      attestedBy: { signedBy: text, statement: text, until: assessment.assessedAt },
      evidence: result.evidence.map((finding) => ({
        ...finding,
        title: text,
        value: text,
        threshold: text,
        source: { call: text, query: text },
      })),
    })),
    signals: assessment.signals.map((signal) => ({ ...signal, title: text, unit: text, statistic: text })),
    unmeasured: assessment.unmeasured.map(() => ({
      evidence: text,
      title: text,
      reason: text,
      permission: text,
    })),
    nextActions: assessment.nextActions.map((action) => ({
      ...action,
      title: text,
      steps: [text],
      link: text,
    })),
  };
}
