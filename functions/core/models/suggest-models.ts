/** Most names that are suggested. */
const MOST = 3;

/** Known names that are most like a name: by the parts that both have, then by how few characters set them apart. */
export function suggestModels(name: string, known: Iterable<string>): readonly string[] {
  const parts = partsOf(name);
  return [...known]
    .map((each) => ({ each, shared: sharedWith(parts, each), distance: distanceOf(name, each) }))
    .filter(({ each, shared, distance }) => shared > 0 || distance <= each.length / 3)
    .toSorted((left, right) => right.shared - left.shared || left.distance - right.distance)
    .slice(0, MOST)
    .map(({ each }) => each);
}

const partsOf = (name: string): readonly string[] => name.toLowerCase().match(/[a-z]{2,}|\d+/g) ?? [];

function sharedWith(parts: readonly string[], name: string): number {
  const own = partsOf(name);
  return parts.filter((part) => own.includes(part)).length;
}

/** Levenshtein: characters that have to be put in, taken out or changed. */
function distanceOf(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, character] of [...left].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...right].entries())
      next.push(
        Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + Number(character !== other)),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
