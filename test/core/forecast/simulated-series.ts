import { createRandom, type Random } from '../../../scripts/local/aws/bedrock/random.ts';

/** What a simulated series is made of. */
export interface SimulationOptions {
  readonly seed: string;
  readonly days: number;
  /** @default 1000 */
  readonly level?: number;
  /** Per day. @default 0 */
  readonly trend?: number;
  /** Standard deviation. @default 0 */
  readonly noise?: number;
  /** Share of yesterday's disturbance that stays. @default 0 */
  readonly memory?: number;
  /** @default a week with a quiet end */
  readonly season?: readonly number[];
}

const WEEK = [200, 250, 220, 180, 150, -450, -550];

/** A standard normal draw (Box-Muller). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Level, trend, week and disturbances whose truth is known; never below zero. */
export function simulate(options: SimulationOptions): readonly number[] {
  const { seed, days, level = 1000, trend = 0, noise = 0, memory = 0, season = WEEK } = options;
  const random = createRandom(seed);
  let disturbance = 0;
  return Array.from({ length: days }, (_, day) => {
    disturbance = memory * disturbance + noise * drawNormal(random);
    return Math.max(0, level + trend * day + (season[day % 7] ?? 0) + disturbance);
  });
}
