import { systemClock } from '#adapters/clock.ts';
import { isCapped } from '#core/caps/caps.ts';
import { CapPolicy, tenantCaps } from '#core/caps/policy.ts';
import type { Call } from './call.ts';
import type { CapGuard, CapGuardOptions } from './caps.ts';
import type { GatewayEnvironment } from './event.ts';
import { once } from './once.ts';

/**
 * The guard over the stack's table, loaded by the first call that has a cap; none where the stack has no caps and no keys
 * that could have one.
 */
export function liveCaps(
  { CAPS_TABLE_NAME: tableName, CAPS: policy = CapPolicy.parse({}), AWS_REGION: region }: GatewayEnvironment,
  options: Pick<CapGuardOptions, 'prices' | 'reportDefect'>,
): CapGuard | undefined {
  if (tableName === undefined) return undefined;
  const load = once(async (): Promise<CapGuard> => {
    const [{ createCapGuard }, { createCapStore }] = await Promise.all([
      import('./caps.ts'),
      import('#adapters/dynamodb-caps.ts'),
    ]);
    const store = createCapStore({ tableName, region, clock: systemClock, random: Math.random });
    return createCapGuard({ policy, store, region, clock: systemClock, ...options });
  });
  return {
    admit: async (call) => {
      return mayBeCapped(call, policy) ? (await load()).admit(call) : undefined;
    },
  };
}

const mayBeCapped = ({ key, tenant }: Call, policy: CapPolicy): boolean =>
  isCapped(key?.caps ?? {}) || isCapped(tenantCaps(policy, tenant));
