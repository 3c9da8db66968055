import { catalogue, type SignalId } from '../signals/catalogue.ts';
import type { SignalDefinition } from '../signals/definition.ts';
import { type Evidence, readSignal } from './evidence.ts';

/** The counters that say whether there was traffic at all: one for each namespace that counts calls. */
const TRAFFIC: readonly SignalId[] = ['requests', 'bedrockInvocations', 'apiRequests', 'lambdaInvocations'];

const rows: Readonly<Record<SignalId, SignalDefinition>> = catalogue;

/** The traffic counter that stands beside a counter: of the same service and broken down alike. */
export function trafficOf(id: SignalId): SignalId | undefined {
  const row = rows[id];
  return TRAFFIC.find((traffic) => isBeside(row, rows[traffic]));
}

function isBeside(row: SignalDefinition, traffic: SignalDefinition): boolean {
  if (row.kind !== 'metric' || traffic.kind !== 'metric' || row.namespace !== traffic.namespace) return false;
  // what nothing emits yet, or a part that may be off, is silent for another reason than being zero
  if (row.source === 'own-metric') return row.emitter !== undefined && row.silence !== 'no_data';
  return traffic.source === 'aws-metric' && row.dimensions.join() === traffic.dimensions.join();
}

/** Whether the service that a signal belongs to had traffic, so that its signals can say something. */
export function hadTraffic(evidence: Evidence, id: SignalId): boolean {
  const traffic = trafficOf(id);
  const reading = traffic && readSignal(evidence, traffic);
  return reading?.status === 'known' && reading.value > 0;
}

/** Whether a counter without a datapoint means zero: counters are emitted only when they are above zero. */
export function isSilentZero(evidence: Evidence, id: SignalId): boolean {
  const row = rows[id];
  return row.kind === 'metric' && row.unit === 'Count' && hadTraffic(evidence, id);
}
