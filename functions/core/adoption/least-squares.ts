import { type Matrix, solve } from '../forecast/linear-system.ts';

/** A curve to be fitted: at each point its residual, and the derivatives of its value by the parameters. */
export interface Problem {
  readonly points: number;
  readonly evaluate: (
    parameters: readonly number[],
    point: number,
  ) => { readonly residual: number; readonly gradient: readonly number[] };
  /** Keeps parameters where they make sense. */
  readonly bound: (parameters: readonly number[]) => readonly number[];
}

/** Where a fit ended. */
export interface Fit {
  readonly parameters: readonly number[];
  /** Sum of squared residuals. */
  readonly squares: number;
}

const MAX_STEPS = 200;
/** A step that mends less than this share of the squares is the last. */
const ENOUGH = 1e-12;
const MAX_DAMPING = 1e12;

/** Bounded Levenberg-Marquardt with Marquardt's scaling, for a handful of parameters. */
export function fitLeastSquares(problem: Problem, start: readonly number[]): Fit {
  let fit: Fit = { parameters: problem.bound(start), squares: squaresOf(problem, problem.bound(start)) };
  let damping = 1e-3;
  for (let step = 0; step < MAX_STEPS && damping < MAX_DAMPING && fit.squares > 0; step += 1) {
    const next = tryStep(problem, fit, damping);
    if (!next || !(next.squares < fit.squares)) {
      damping *= 4;
      continue;
    }
    const isEnough = fit.squares - next.squares <= ENOUGH * fit.squares;
    fit = next;
    damping = Math.max(damping / 3, 1e-12);
    if (isEnough) break;
  }
  return fit;
}

/** Gradient products at a fit: its inverse times the residual variance is the parameters' covariance. */
export function normalMatrix({ points, evaluate }: Problem, parameters: readonly number[]): Matrix {
  return normalsOf(points, evaluate, parameters).matrix;
}

function tryStep(problem: Problem, fit: Fit, damping: number): Fit | undefined {
  const { matrix, right } = normalsOf(problem.points, problem.evaluate, fit.parameters);
  const damped = matrix.map((row, index) =>
    row.map((value, column) => (column === index ? value * (1 + damping) + Number.MIN_VALUE : value)),
  );
  const step = solve(damped, right);
  if (!step) return undefined;
  const parameters = problem.bound(fit.parameters.map((value, index) => value + (step[index] ?? 0)));
  return { parameters, squares: squaresOf(problem, parameters) };
}

function normalsOf(points: number, evaluate: Problem['evaluate'], parameters: readonly number[]) {
  const matrix = parameters.map(() => parameters.map(() => 0));
  const right = parameters.map(() => 0);
  for (let point = 0; point < points; point += 1) {
    const { residual, gradient } = evaluate(parameters, point);
    gradient.forEach((slope, index) => {
      right[index] = (right[index] ?? 0) + slope * residual;
      const row = matrix[index];
      if (row)
        for (const [column, other] of gradient.entries()) row[column] = (row[column] ?? 0) + slope * other;
    });
  }
  return { matrix, right };
}

function squaresOf({ points, evaluate }: Problem, parameters: readonly number[]): number {
  let squares = 0;
  for (let point = 0; point < points; point += 1) squares += evaluate(parameters, point).residual ** 2;
  return squares;
}
