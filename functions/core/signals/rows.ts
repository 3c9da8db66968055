import { InvalidInputError } from '../errors.ts';
import { catalogue, type SignalId } from './catalogue.ts';
import type { AwsMetric, OwnMetric, SignalDefinition } from './definition.ts';

const ROWS: ReadonlyMap<string, SignalDefinition> = new Map(Object.entries(catalogue));

/** A row without what is special to its own type. */
export const rowOf = (id: SignalId): SignalDefinition => catalogue[id];

/** A row that is a metric, such as a ratio's terms are. */
export function metricOf(id: string): OwnMetric | AwsMetric {
  const row = ROWS.get(id);
  if (row?.kind !== 'metric') throw new InvalidInputError(`${id} is no metric of the catalogue.`);
  return row;
}
