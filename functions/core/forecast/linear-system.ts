/** A square matrix by rows. */
export type Matrix = readonly (readonly number[])[];

/** Solves `matrix · x = right` by Gauss elimination with row exchange; `undefined` when it has no one solution. */
export function solve(matrix: Matrix, right: readonly number[]): readonly number[] | undefined {
  const size = right.length;
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  for (let column = 0; column < size; column += 1) {
    const pivot = largestBelow(rows, column);
    const [from, to] = [rows[pivot], rows[column]];
    const head = from?.[column] ?? 0;
    if (!from || !to || !(Math.abs(head) > Number.MIN_VALUE) || !Number.isFinite(head)) return undefined;
    rows[pivot] = to;
    rows[column] = from.map((value) => value / head);
    eliminate(rows, column);
  }
  const solution = rows.map((row) => row[size] ?? Number.NaN);
  return solution.every(Number.isFinite) ? solution : undefined;
}

/** The inverse, column by column; `undefined` when there is none. */
export function invert(matrix: Matrix): Matrix | undefined {
  const columns: (readonly number[])[] = [];
  for (let unit = 0; unit < matrix.length; unit += 1) {
    const column = solve(
      matrix,
      matrix.map((_, index) => Number(index === unit)),
    );
    if (!column) return undefined;
    columns.push(column);
  }
  return columns; // of a symmetric matrix columns are rows
}

function largestBelow(rows: Matrix, column: number): number {
  let largest = column;
  for (let row = column + 1; row < rows.length; row += 1)
    if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[largest]?.[column] ?? 0)) largest = row;
  return largest;
}

function eliminate(rows: number[][], column: number): void {
  const pivot = rows[column] ?? [];
  rows.forEach((row, index) => {
    const factor = row[column] ?? 0;
    if (index === column || factor === 0) return;
    rows[index] = row.map((value, position) => value - factor * (pivot[position] ?? 0));
  });
}
