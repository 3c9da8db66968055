/** How an error is measured so that errors of different days compare, and how a bound is made of one. */
export interface ErrorScale {
  /** NaN where the level gives no measure. */
  readonly toError: (actual: number, predicted: number, level: number) => number;
  readonly toBound: (predicted: number, error: number, level: number) => number;
  /** How many times as large errors are so many times as far ahead, beyond those that were seen. */
  readonly growth: { readonly days: (stretch: number) => number; readonly sums: (stretch: number) => number };
}

const linear = (stretch: number): number => stretch;
const root = Math.sqrt;

/** Parts of the level at the day of the prediction: errors grow with what is predicted. */
export const SHARE_OF_LEVEL: ErrorScale = {
  toError: (actual, predicted, level) => (actual === predicted ? 0 : (actual - predicted) / level),
  toBound: (predicted, error, level) => predicted + error * level,
  // a wrong level goes into every day of a sum
  growth: { days: root, sums: linear },
};

/** Share of the level that is added to both sides of a ratio, so that zero has one. */
const OFFSET = 0.001;

/** The logarithm of the ratio: a growth that is wrong by a share is wrong by it again each day. */
export const RATIO: ErrorScale = {
  toError: (actual, predicted, level) => Math.log((actual + OFFSET * level) / (predicted + OFFSET * level)),
  toBound: (predicted, error, level) => (predicted + OFFSET * level) * Math.exp(error) - OFFSET * level,
  growth: { days: linear, sums: root },
};
