/** Kinds of calls that are measured. */
export const KINDS = [
  'answered',
  'streamed',
  'tool',
  'retried',
  'masked',
  'attack',
  'refused',
  'failed',
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * How often each kind happens: an assumption, which decides above all how many hours of a month a rare metric exists
 * in. Half of the calls are streams; one in fifty is anything but ordinary.
 */
export const SHARES: Readonly<Record<Kind, number>> = {
  answered: 0.48,
  streamed: 0.48,
  tool: 0.02,
  retried: 0.005,
  masked: 0.005,
  attack: 0.003,
  refused: 0.005,
  failed: 0.002,
};

/** What a month is assumed to be like. */
export interface Assumptions {
  /** What a model takes for an answer, seconds: the gateway waits, and Lambda is paid for by the time. */
  readonly modelSeconds: number;
  /** Models in use. */
  readonly models: number;
  /** Gateway keys in use. */
  readonly keys: number;
}

/** 3 s are some 300 tokens at 100 a second: an assumption, not a figure of anybody. */
export const DEFAULT_ASSUMPTIONS: Assumptions = { modelSeconds: 3, models: 2, keys: 10 };
