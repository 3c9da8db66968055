import { describe, expect, it } from 'vitest';
import { describeIssues } from '#core/issues.ts';

describe('describeIssues', () => {
  it('says one sentence per complaint with the full path', () => {
    const text = describeIssues({
      issues: [
        { path: ['messages', 0, 'content'], message: 'must be a list' },
        { path: [], message: 'must be an object' },
      ],
    });

    expect(text).toBe('messages.0.content: must be a list; body: must be an object');
  });

  it('says once what two checks of one field complain of', () => {
    const issue = { path: ['monthTokens'], message: 'must be a whole number' };

    expect(describeIssues({ issues: [issue, issue] })).toBe('monthTokens: must be a whole number');
  });
});
