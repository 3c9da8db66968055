/** A figure, or why there is none. Never a zero for what is not known. */
export type Known<Value> =
  | { readonly status: 'known'; readonly value: Value }
  | { readonly status: 'unknown'; readonly reason: string };

export const known = <Value>(value: Value): Known<Value> => ({ status: 'known', value });
export const unknown = (reason: string): Known<never> => ({ status: 'unknown', reason });

/** Computes with a figure where there is one; the reason is handed on. */
export function mapKnown<Value, Result>(
  figure: Known<Value>,
  compute: (value: Value) => Known<Result>,
): Known<Result> {
  return figure.status === 'known' ? compute(figure.value) : figure;
}

/** Both figures, or why one of them is missing. */
export function bothKnown<Left, Right>(
  left: Known<Left>,
  right: Known<Right>,
): Known<readonly [Left, Right]> {
  return mapKnown(left, (first) => mapKnown(right, (second) => known([first, second] as const)));
}
