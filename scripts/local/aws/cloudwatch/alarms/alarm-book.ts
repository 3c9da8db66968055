import * as z from 'zod';
import { parseJson } from '#core/json/parse-json.ts';
import { ServiceError } from '../../wire.ts';
import { alarmArn } from './alarm-arn.ts';
import { type AlarmDefinition, type AlarmSetup, StateValue, toDefinition } from './definition.ts';
import type { AlarmHistory } from './history.ts';
import type { StateChange } from './message.ts';

/** An alarm's state, and since when it is so. */
export const AlarmState = z.object({
  value: StateValue,
  reason: z.string(),
  /** JSON; a state that was set by hand may have none. */
  reasonData: z.string().optional(),
  changedMs: z.number(),
});
export type AlarmState = z.infer<typeof AlarmState>;

/** An alarm as it stands. */
export interface AlarmRecord {
  readonly definition: AlarmDefinition;
  readonly arn: string;
  readonly configuredMs: number;
  readonly state: AlarmState;
}

/** A state of the state file. */
export const StoredAlarmState = AlarmState.extend({ alarmName: z.string() });
export type StoredAlarmState = z.infer<typeof StoredAlarmState>;

/** The alarms of an account. */
export interface AlarmBook {
  /** By their names. */
  readonly all: () => readonly AlarmRecord[];
  /** Creates an alarm, or replaces all of one but its state. */
  readonly put: (definition: AlarmDefinition, nowMs: number) => void;
  readonly remove: (name: string) => void;
  /** Throws what CloudWatch answers when there is no such alarm. */
  readonly find: (name: string) => AlarmRecord;
  /** Puts an alarm into a state. Somebody is told when it is another one. */
  readonly enter: (name: string, state: AlarmState) => void;
  readonly states: () => readonly StoredAlarmState[];
  /** States of an earlier run, for alarms that are put again. */
  readonly restore: (states: readonly StoredAlarmState[]) => void;
}

// what an account has from the start is older than all that happens
const SET_UP_MS = Date.parse('2026-01-01T00:00:00Z');

/** Creates the book of an account. */
export function createAlarmBook(options: {
  readonly setups: readonly AlarmSetup[];
  readonly history: AlarmHistory;
  /** Told about every change of state. */
  readonly onChange: (change: StateChange) => void;
}): AlarmBook {
  const { setups, history, onChange } = options;
  const records = new Map(setups.map((setup) => [setup.AlarmName, toRecord(setup)]));
  const remembered = new Map<string, AlarmState>();
  const find = (name: string): AlarmRecord => {
    const record = records.get(name);
    if (!record) throw new ServiceError('ResourceNotFound', `Alarm ${name} does not exist.`, { status: 404 });
    return record;
  };
  return {
    find,
    all: () => [...records.values()].sort(byName),
    put: (definition, nowMs) => {
      const { AlarmName: name } = definition;
      const known = records.get(name);
      const state = known?.state ?? remembered.get(name) ?? initialState(nowMs);
      records.set(name, { definition, arn: alarmArn(name), configuredMs: nowMs, state });
      history.add(configurationItem(definition, known?.definition, nowMs));
    },
    remove: (name) => void records.delete(name),
    enter: (name, state) => {
      const record = find(name);
      const { value: oldState } = record.state;
      const isChange = oldState !== state.value;
      records.set(name, {
        ...record,
        state: { ...state, changedMs: isChange ? state.changedMs : record.state.changedMs },
      });
      if (!isChange) return;
      history.add(stateItem(name, record.state, state));
      const { definition: alarm, arn: alarmArn, configuredMs } = record;
      const { value: newState, reason, changedMs: atMs } = state;
      onChange({ alarm, alarmArn, configuredMs, oldState, newState, reason, atMs });
    },
    states: () => [...records].map(([alarmName, { state }]) => ({ alarmName, ...state })),
    restore: (states) => {
      for (const { alarmName, ...state } of states) remembered.set(alarmName, state);
    },
  };
}

const byName = ({ definition: left }: AlarmRecord, { definition: right }: AlarmRecord): number =>
  left.AlarmName < right.AlarmName ? -1 : 1;

const toRecord = (setup: AlarmSetup): AlarmRecord => ({
  definition: toDefinition(setup),
  arn: alarmArn(setup.AlarmName),
  configuredMs: SET_UP_MS,
  state: { value: setup.StateValue ?? 'OK', reason: 'Set up so.', changedMs: SET_UP_MS },
});

const initialState = (nowMs: number): AlarmState => ({
  value: 'INSUFFICIENT_DATA',
  reason: 'Unchecked: Initial alarm creation',
  changedMs: nowMs,
});

function configurationItem(alarm: AlarmDefinition, before: AlarmDefinition | undefined, atMs: number) {
  const { AlarmName: alarmName } = alarm;
  const change = before
    ? { type: 'Update', updatedAlarm: alarm, originalUpdatedFields: before }
    : { type: 'Create', createdAlarm: alarm };
  return {
    alarmName,
    atMs,
    type: 'ConfigurationUpdate',
    summary: `Alarm "${alarmName}" ${before ? 'updated' : 'created'}`,
    data: JSON.stringify({ version: '1.0', ...change }),
  } as const;
}

const stateItem = (alarmName: string, before: AlarmState, after: AlarmState) =>
  ({
    alarmName,
    atMs: after.changedMs,
    type: 'StateUpdate',
    summary: `Alarm updated from ${before.value} to ${after.value}`,
    data: JSON.stringify({ version: '1.0', oldState: toHistory(before), newState: toHistory(after) }),
  }) as const;

const toHistory = ({ value, reason, reasonData }: AlarmState) => ({
  stateValue: value,
  stateReason: reason,
  // what somebody set by hand need not be JSON
  stateReasonData: reasonData === undefined ? undefined : (parseJson(reasonData) ?? reasonData),
});
