import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startChild } from '#scripts/bench/child.ts';

const Echo = z.object({ echo: z.number() });

const start = (program: string) =>
  startChild({ nodeArguments: ['--eval', program], environment: {}, showsErrors: false });

describe('startChild', () => {
  it('answers one message per message, in order, and is gone after stop', async () => {
    const child = start("process.on('message', ({ value }) => process.send({ echo: value }))");

    const answers = [await child.ask({ value: 1 }, Echo), await child.ask({ value: 2 }, Echo)];
    await child.stop();

    expect(answers).toEqual([{ echo: 1 }, { echo: 2 }]);
    await expect(child.next(Echo)).rejects.toThrow(/ended early/);
  });

  it('rejects with what the child could not do', async () => {
    const child = start("process.send({ error: 'no such bundle' })");

    await expect(child.next(Echo)).rejects.toThrow('no such bundle');
    await child.stop();
  });

  it('rejects when the child ends without an answer', async () => {
    const child = start('process.exit(3)');

    await expect(child.next(Echo)).rejects.toThrow('A child process ended early (3).');
  });
});
