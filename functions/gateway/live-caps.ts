import { systemClock } from '#adapters/clock.ts';
import { createCapStore } from '#adapters/dynamodb-caps.ts';
import { CapPolicy } from '#core/caps/policy.ts';
import { type CapGuard, type CapGuardOptions, createCapGuard } from './caps.ts';
import type { GatewayEnvironment } from './event.ts';

/** The guard over the stack's table; none where the stack has no caps and no keys that could have one. */
export function liveCaps(
  { CAPS_TABLE_NAME: tableName, CAPS: policy = CapPolicy.parse({}), AWS_REGION: region }: GatewayEnvironment,
  { prices, reportDefect }: Pick<CapGuardOptions, 'prices' | 'reportDefect'>,
): CapGuard | undefined {
  if (tableName === undefined) return undefined;
  return createCapGuard({
    policy,
    store: createCapStore({ tableName, region, clock: systemClock, random: Math.random }),
    prices,
    region,
    clock: systemClock,
    reportDefect,
  });
}
