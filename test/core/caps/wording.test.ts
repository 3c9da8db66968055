import { describe, expect, it } from 'vitest';
import type { CapBlock } from '#core/caps/block.ts';
import type { Caps } from '#core/caps/caps.ts';
import { type CapSubject, counterOf } from '#core/caps/counter.ts';
import { CapPolicy, tenantCaps } from '#core/caps/policy.ts';
import { refusalMessage, toCapsText, unpricedMessage } from '#core/caps/wording.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const KEY: CapSubject = { kind: 'key', name: 'k1' };

function messageFor(subject: CapSubject, caps: Caps, block: Omit<CapBlock, 'limit'>) {
  const counter = counterOf(subject, caps, NOW);
  const limit = counter?.limits[0];
  if (!counter || !limit) throw new Error('nothing is capped');
  return refusalMessage(counter, { ...block, limit }, { tokens: 9n, usd: 21_000_000_000n });
}

describe('the refusal of a call', () => {
  it('names the cap, its use, the time it begins anew and the command that raises it', () => {
    const figures = { used: 4_997_000_000_000n, reserved: 1_000_000_000n };

    expect(messageFor(KEY, { dailyUsd: 5 }, { figures, isPassing: false })).toBe(
      'The daily USD cap of key k1 is 5 USD: 4.997 USD are used and 0.001 USD reserved by calls under way; this call may use up to 0.021 USD. It begins anew at 2026-11-22T00:00:00Z. Raise it with npm run keys -- cap k1 --daily-usd <amount>.',
    );
  });

  it('names the setting of a tenant', () => {
    const figures = { used: 95n, reserved: 0n };
    const subject = { kind: 'tenant', name: 'acme' } as const;

    expect(messageFor(subject, { monthlyTokens: 100 }, { figures, isPassing: false })).toBe(
      'The monthly token cap of tenant acme is 100 tokens: 95 tokens are used and 0 tokens reserved by calls under way; this call may use up to 9 tokens. It begins anew at 2026-12-01T00:00:00Z. Raise it with the setting caps.tenants.acme.monthlyTokens.',
    );
  });

  it('says so when waiting does not help', () => {
    const figures = { used: 0n, reserved: 0n };

    expect(messageFor(KEY, { dailyTokens: 8 }, { figures, isPassing: false })).toBe(
      'The daily token cap of key k1 is 8 tokens; this call alone may use 9 tokens. Send less or a smaller limit for output tokens. Raise it with npm run keys -- cap k1 --daily-tokens <amount>.',
    );
  });

  it('says that room comes back when only calls under way hold it', () => {
    const figures = { used: 20n, reserved: 75n };

    expect(messageFor(KEY, { dailyTokens: 100 }, { figures, isPassing: true })).toBe(
      'The daily token cap of key k1 is 100 tokens: 20 tokens are used and 75 tokens reserved by calls under way; this call may use up to 9 tokens. There is room again when those calls end: try again in a moment. Raise it with npm run keys -- cap k1 --daily-tokens <amount>.',
    );
  });

  it('gives no figures that it does not have', () => {
    expect(messageFor(KEY, { dailyTokens: 100 }, { isPassing: true })).toMatch(
      /is 100 tokens: used up or reserved by calls under way, which cannot be told at the moment; /,
    );
  });

  it('names the model that has no price', () => {
    const counter = counterOf(KEY, { dailyUsd: 5 }, NOW);

    expect(counter && unpricedMessage(counter, 'odd.model')).toMatch(
      /^There is no price for odd\.model, so the USD cap of key k1 cannot be kept\. .*cost\.prices.*caps\.unpriced/,
    );
  });
});

describe('caps in a list', () => {
  it.each([
    [{}, 'none'],
    [{ monthlyUsd: 100, dailyTokens: 5 }, '5 tokens/day, 100 USD/month'],
  ])('%j read %s', (caps, text) => {
    expect(toCapsText(caps)).toBe(text);
  });
});

describe('the caps of a tenant', () => {
  const policy = CapPolicy.parse({ default: { dailyUsd: 1 }, tenants: { acme: { dailyTokens: 9 } } });

  it.each([
    ['acme', { dailyTokens: 9 }],
    ['other', { dailyUsd: 1 }],
    ['constructor', { dailyUsd: 1 }],
  ])('%s are its own in place of the default', (tenant, caps) => {
    expect(tenantCaps(policy, tenant)).toEqual(caps);
  });

  it('are none where the settings say nothing', () => {
    expect(tenantCaps(CapPolicy.parse({}), 'acme')).toEqual({});
    expect(CapPolicy.parse({})).toMatchObject({ onFailure: 'allow', unpriced: 'refuse' });
  });
});
