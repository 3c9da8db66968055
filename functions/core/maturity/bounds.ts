import {
  type FactObservation,
  LARGEST_VALUE,
  LONGEST_DETAIL,
  LONGEST_QUERY,
  type SignalObservation,
  TOO_LARGE,
  type UnknownReading,
} from './observation.ts';

type Observation = SignalObservation | FactObservation;

/** An observation within the bounds of its schema, so that whatever was read can be replayed. */
export function toBounded(observation: Observation): Observation {
  const { source } = observation;
  const common = { source: { ...source, query: source.query.slice(0, LONGEST_QUERY) } };
  if (observation.reading.status === 'unknown')
    return { ...observation, ...common, reading: shorten(observation.reading) };
  if (observation.kind === 'fact' || observation.reading.status === 'no_data')
    return { ...observation, ...common };
  const { value, daily } = observation.reading;
  const isCountable = [value, ...daily].every((each) => each === null || Math.abs(each) <= LARGEST_VALUE);
  return isCountable
    ? { ...observation, ...common }
    : { ...observation, ...common, reading: { status: 'unknown', reason: 'failed', detail: TOO_LARGE } };
}

const shorten = (reading: UnknownReading): UnknownReading => ({
  ...reading,
  detail: reading.detail.slice(0, LONGEST_DETAIL),
});
