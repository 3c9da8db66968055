import { describe, expect, it } from 'vitest';
import type { Caps } from '#core/caps/caps.ts';
import {
  answering,
  body,
  type CappedOptions,
  KEY_ID,
  reservedTokens,
  TENANT_ID,
  useCappedGateway,
} from './capped-gateway.ts';
import type { Reply } from './fake-gateway.ts';

const createCapped = useCappedGateway();

describe('500 calls at once at the edge of a cap', () => {
  it.each<[string, CappedOptions['policy'], Caps]>([
    ['a key', {}, { dailyTokens: 40 * reservedTokens(100) + 1 }],
    ['a tenant', { default: { monthlyTokens: 40 * reservedTokens(100) + 1 } }, {}],
    ['both', { default: { monthlyUsd: 0.013 } }, { dailyTokens: 40 * reservedTokens(100) + 1 }],
  ])(
    'of %s reserve no more than it has, and are charged what they used',
    async (_, policy, caps) => {
      const waiting: (() => void)[] = [];
      let isOpen = false;
      const reply: Reply = async (signal) => {
        if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
        return answering(20, 30)(signal);
      };
      const { call, requests, records, table } = await createCapped({
        ...(policy && { policy }),
        replies: [reply],
      });

      const calls = Promise.all(Array.from({ length: 500 }, () => call({ body: body(100), caps })));
      await expect.poll(() => requests.length + records.length, { timeout: 20_000 }).toBe(500);
      const held = (await table.sums(KEY_ID)).t21 ?? (await table.sums(TENANT_ID)).t ?? 0;
      const admitted = requests.length;
      isOpen = true;
      for (const go of waiting) go();
      const statuses = (await calls).map(({ status }) => status);

      expect(admitted).toBe(40);
      expect(held).toBe(40 * reservedTokens(100));
      expect(statuses.filter((status) => status === 200)).toHaveLength(40);
      expect(statuses.filter((status) => status === 429)).toHaveLength(460);
      const sums = { ...(await table.sums(TENANT_ID)), ...(await table.sums(KEY_ID)) };
      expect(sums).toMatchObject({ t: 40 * 50, u: 40 * 80_000_000 });
    },
    60_000,
  );
});
