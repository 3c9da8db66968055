import { catalogue, type SignalId } from '../signals/catalogue.ts';
import type { SignalDefinition } from '../signals/definition.ts';
import type { SignalResult } from './assessment.ts';
import { type Evidence, readSignal, SIGNAL_IDS } from './evidence.ts';
import { isSilentZero, trafficOf } from './silence.ts';

const rows: Readonly<Record<SignalId, SignalDefinition>> = catalogue;

/** Every row of the catalogue with what it said, those that could not be measured included. */
export function toSignalResults(evidence: Evidence): readonly SignalResult[] {
  return SIGNAL_IDS.map((id) => {
    const { title, level, unit, goodDirection } = rows[id];
    const source = evidence.signals.get(id)?.source;
    return {
      ...{ id, title, level, unit, goodDirection, statistic: statisticOf(rows[id]) },
      ...(source === undefined ? {} : { source }),
      ...readingOf(evidence, id),
    };
  });
}

function statisticOf(row: SignalDefinition): string {
  return row.kind === 'metric' ? row.statistics[0] : row.kind;
}

function readingOf(
  evidence: Evidence,
  id: SignalId,
): Pick<SignalResult, 'status' | 'value' | 'daily' | 'reason'> {
  const reading = readSignal(evidence, id);
  if (reading.status === 'known') return { status: 'known', value: reading.value, daily: [...reading.daily] };
  if (reading.status === 'unknown') return { status: 'unknown', daily: [], reason: reading.detail };
  if (!isSilentZero(evidence, id))
    return { status: 'no_data', daily: [], reason: 'There was no datapoint in the window.' };
  return { status: 'known', value: 0, daily: zeroOnDaysWithTraffic(evidence, id) };
}

function zeroOnDaysWithTraffic(evidence: Evidence, id: SignalId): (number | null)[] {
  const traffic = trafficOf(id);
  const reading = traffic && readSignal(evidence, traffic);
  return reading?.status === 'known' ? reading.daily.map((calls) => (calls === null ? null : 0)) : [];
}
