import { describe, expect, it } from 'vitest';
import type { Caps } from '#core/caps/caps.ts';
import { type CapSubject, counterOf } from '#core/caps/counter.ts';
import { CapPolicy, tenantCaps } from '#core/caps/policy.ts';
import { refusalMessage, toCapsText, unpricedMessage } from '#core/caps/wording.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const KEY: CapSubject = { kind: 'key', name: 'k1' };

function messageFor(
  subject: CapSubject,
  caps: Caps,
  used: bigint,
  amount = { tokens: 9n, usd: 21_000_000_000n },
) {
  const counter = counterOf(subject, caps, NOW);
  const limit = counter?.limits[0];
  if (!counter || !limit) throw new Error('nothing is capped');
  return refusalMessage(counter, limit, { usage: new Map([[limit.attribute, used]]), amount });
}

describe('the refusal of a call', () => {
  it('names the cap, its use, the time it begins anew and the command that raises it', () => {
    expect(messageFor(KEY, { dailyUsd: 5 }, 4_998_000_000_000n)).toBe(
      'The daily USD cap of key k1 is 5 USD, of which 4.998 USD are used or reserved by calls under way; this call may use up to 0.021 USD. It begins anew at 2026-11-22T00:00:00Z. Raise it with npm run keys -- cap k1 --daily-usd <amount>.',
    );
  });

  it('names the setting of a tenant', () => {
    expect(messageFor({ kind: 'tenant', name: 'acme' }, { monthlyTokens: 100 }, 95n)).toBe(
      'The monthly token cap of tenant acme is 100 tokens, of which 95 tokens are used or reserved by calls under way; this call may use up to 9 tokens. It begins anew at 2026-12-01T00:00:00Z. Raise it with the setting caps.tenants.acme.monthlyTokens.',
    );
  });

  it('says so when waiting does not help', () => {
    expect(messageFor(KEY, { dailyTokens: 8 }, 0n)).toBe(
      'The daily token cap of key k1 is 8 tokens; this call alone may use 9 tokens. Send less or a smaller limit for output tokens. Raise it with npm run keys -- cap k1 --daily-tokens <amount>.',
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
