import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tenantOfCaller } from '#core/keys/caller.ts';

const ACCOUNT = '123456789012';

describe('tenantOfCaller', () => {
  it('takes the tenant of the key, whoever signed', () => {
    const tenant = tenantOfCaller({ tenant: 'acme', userArn: `arn:aws:iam::${ACCOUNT}:user/alice` });

    expect(tenant).toBe('acme');
  });

  it.each([
    [`arn:aws:sts::${ACCOUNT}:assumed-role/checkout/session-1`, 'checkout'],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/checkout/user@example.com`, 'checkout'],
    [`arn:aws:iam::${ACCOUNT}:role/checkout`, 'checkout'],
    [`arn:aws:iam::${ACCOUNT}:user/alice`, 'alice'],
    [`arn:aws:iam::${ACCOUNT}:user/division/alice`, 'alice'],
    [`arn:aws:iam::${ACCOUNT}:user/division/team/alice`, 'alice'],
    [`arn:aws-us-gov:iam::${ACCOUNT}:role/path/to/checkout`, 'checkout'],
    [`arn:aws:iam::${ACCOUNT}:role/Checkout-Service`, 'checkout-service'],
    [
      `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_ab12/me@example.com`,
      'awsreservedsso--5fadmin--5fab12',
    ],
    [`arn:aws:iam::${ACCOUNT}:role/${'r'.repeat(64)}`, 'r'.repeat(64)],
  ])('names the caller %s after the role or user: %s', (userArn, expected) => {
    expect(tenantOfCaller({ userArn })).toBe(expected);
  });

  it.each([
    [{}],
    [{ tenant: '', userArn: '' }],
    [{ tenant: null, userArn: null }],
    [{ tenant: 'Not A Name', userArn: `arn:aws:iam::${ACCOUNT}:user/alice` }],
    [{ userArn: `arn:aws:iam::${ACCOUNT}:root` }],
    [{ userArn: `arn:aws:iam::12:user/alice` }],
    [{ userArn: 'alice' }],
  ])('is nobody for %j', (caller) => {
    expect(tenantOfCaller(caller)).toBeUndefined();
  });

  it('gives two roles that IAM tells apart two tenants', () => {
    const roleName = fc.string({ unit: fc.constantFrom(...'a2d5f_-.'), minLength: 1, maxLength: 6 });
    const tenantOf = (name: string) => tenantOfCaller({ userArn: `arn:aws:iam::${ACCOUNT}:role/${name}` });
    fc.assert(
      fc.property(roleName, roleName, (one, other) => {
        fc.pre(one !== other);

        const [left, right] = [tenantOf(one), tenantOf(other)];

        expect(left).not.toBe(right);
        expect(left).toMatch(/^[a-z0-9-]+$/);
      }),
      { numRuns: 20_000 },
    );
  });
});
