import { expect, it } from 'vitest';
import { once } from '#functions/gateway/once.ts';

it('what is needed by many calls is loaded for the first of them', async () => {
  let loads = 0;
  const load = once(async () => {
    loads += 1;
    return loads;
  });

  const loaded = await Promise.all([load(), load()]);

  expect([...loaded, await load()]).toEqual([1, 1, 1]);
});

it('what could not be loaded is loaded for the next call', async () => {
  let loads = 0;
  const load = once(async () => {
    loads += 1;
    if (loads === 1) throw new Error('EMFILE: too many open files');
    return loads;
  });

  const failed = await Promise.allSettled([load(), load()]);

  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(load()).resolves.toBe(2);
});
