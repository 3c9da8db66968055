import { describe, expect, it } from 'vitest';
import { synthesise } from '#scripts/local/synthesise.ts';

describe('synthesis', () => {
  it("fails with the CDK app's own words, without a stack trace", async () => {
    const failing = synthesise({ context: { stage: 'nope' }, onProgress: () => undefined });

    await expect(failing).rejects.toThrow(/cannot be synthesised\.\n.*nope.*dev, test, prod/s);
    await expect(failing).rejects.not.toThrow(/\n\s+at /);
  });

  it('is skipped when nothing changed', async () => {
    const lines: string[] = [];
    const onProgress = (line: string) => lines.push(line);

    const first = await synthesise({ context: { stage: 'dev' }, onProgress });
    lines.length = 0;
    const second = await synthesise({ context: { stage: 'dev' }, onProgress });

    expect(second).toBe(first);
    expect(lines).toEqual([]);
  });
});
