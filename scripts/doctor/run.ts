import { systemClock } from '#adapters/clock.ts';
import { createEvidenceClients } from '#adapters/evidence/clients.ts';
import { createIdentitySource } from '#adapters/evidence/identity.ts';
import type { Call } from '#adapters/evidence/metered-calls.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import { windowEnding } from '#core/maturity/window.ts';
import { resolveRegion } from '../aws-command/region.ts';
import { agentDataEvents } from './agent-data-events.ts';
import { type CheckConnection, type CheckResult, type Prerequisite, runCheck } from './check.ts';
import { invocationLogging } from './invocation-logging.ts';
import { modelAccess } from './model-access.ts';
import type { DoctorOptions } from './options.ts';
import { reportSubscription } from './report-subscription.ts';
import { transactionSearch } from './transaction-search.ts';

/** Everything that fails silently, in the order in which it is printed. */
export const PREREQUISITES: readonly Prerequisite[] = [
  invocationLogging,
  reportSubscription,
  modelAccess,
  transactionSearch,
  agentDataEvents,
];

/** Longest time for all checks, in milliseconds. */
const LIMIT_MS = 60_000;

/** Connects with the credentials of this machine and checks all prerequisites at the same time. */
export async function runDoctor(options: DoctorOptions): Promise<readonly CheckResult[]> {
  const region = await resolveRegion(options);
  const clients = createEvidenceClients({ region, profile: options.profile });
  const call: Call = createCall(createMeteredCalls());
  const { accountId } = await createIdentitySource({ client: clients.sts, call }).caller();
  const { topicArn, models } = options;
  const context = {
    accountId,
    region,
    stage: '',
    window: windowEnding(systemClock.now(), 14),
    signal: AbortSignal.timeout(LIMIT_MS),
  };
  return checkAll({ clients, call, context, topicArn, models });
}

/** Checks all prerequisites. */
export function checkAll(connection: CheckConnection): Promise<readonly CheckResult[]> {
  return Promise.all(PREREQUISITES.map((prerequisite) => runCheck(prerequisite, connection)));
}
