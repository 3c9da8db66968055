import type { FactValue } from './facts.ts';

/** How much of a model's traffic Waymark has a record of. */
export interface ModelShare {
  readonly model: string;
  /** Calls that reached Bedrock, by Waymark's records. */
  readonly captured: number;
  /** The same by AWS. @default - AWS has no series under the model's name */
  readonly counted?: number | undefined;
  /** @default - not known, for the reason */
  readonly sharePercent?: number | undefined;
  readonly reason?: string | undefined;
  /** Records whose model only AWS can resolve may be this one's too. */
  readonly isAtLeast: boolean;
}

/** What records may be more than AWS counted: a call at either end of the window falls on two sides of it. */
const TOLERANCE = 1.02;

const NOT_COUNTED = 'AWS counts no call under this name';
const CONTRADICTING = 'more was recorded than AWS counted';

/** The share of each model, the one with the most unrecorded calls first. */
export function toModelShares({ models }: FactValue<'observedTraffic'>): readonly ModelShare[] {
  const hasUnmapped = models.some(({ captured, counted }) => captured > 0 && !counted);
  return models
    .filter(({ captured, counted = 0 }) => captured > 0 || counted > 0)
    .map(({ model, captured, counted }) => ({
      ...{ model, captured, counted },
      ...shareOf(captured, counted),
      isAtLeast: hasUnmapped && captured < (counted ?? 0),
    }))
    .toSorted((left, right) => unrecorded(right) - unrecorded(left) || (left.model < right.model ? -1 : 1));
}

function shareOf(captured: number, counted: number | undefined): Pick<ModelShare, 'sharePercent' | 'reason'> {
  if (!counted) return { reason: NOT_COUNTED };
  if (captured > counted * TOLERANCE) return { reason: CONTRADICTING };
  return { sharePercent: (captured / counted) * 100 };
}

const unrecorded = ({ captured, counted = 0 }: ModelShare): number => Math.max(0, counted - captured);

/** A share in words: `98.4 %`, `at least 60 %`, `unknown: …`. */
export function describeShare({ sharePercent, reason, isAtLeast }: ModelShare): string {
  if (sharePercent === undefined) return `unknown: ${reason ?? 'it was not computed'}`;
  // never rounded up to all: 100 % is for all calls
  const rounded =
    sharePercent < 100 ? Math.floor(sharePercent * 10) / 10 : Math.round(sharePercent * 10) / 10;
  return `${isAtLeast ? 'at least ' : ''}${rounded} %`;
}
