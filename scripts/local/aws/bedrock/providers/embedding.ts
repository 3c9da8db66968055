import { createRandom } from '../random.ts';

/** A vector of length one that depends on the text alone. */
export function embed(text: string, dimensions: number): readonly number[] {
  const random = createRandom(text);
  const vector = Array.from({ length: dimensions }, () => random() * 2 - 1);
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
