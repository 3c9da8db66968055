import { DAY_MS } from '#core/maturity/window.ts';
import type { Random } from '../aws/bedrock/random.ts';
import type { Incident, PromptLabels, Workload } from './team.ts';
import type { Period } from './timeline.ts';
import { type Twist, twistsOf } from './twists.ts';

/** What is special about one call. */
export interface DrawnCall {
  readonly atMs: number;
  readonly twists: readonly Twist[];
  /** Tokens that the answer is to have. */
  readonly tokens: number;
  readonly prompt?: { readonly id: string; readonly version?: string | undefined } | undefined;
  /** @default - the answer is not rated */
  readonly rating?: Rating | undefined;
}

/** What a user thinks of an answer, and how long it takes to say so. */
export interface Rating {
  readonly rating: 'positive' | 'negative';
  readonly reason?: string | undefined;
  readonly afterMs: number;
}

const HOUR_MS = 3_600_000;
const TOKENS = { fewest: 12, most: 70 };
/** Ratings come within minutes. */
const MOST_THINKING_MS = 4 * 60_000;
const REASONS = ['incorrect', 'incomplete', 'too_long', 'off_topic'] as const;

/** Decides by chance how a call at that moment goes. */
export function drawCall(workload: Workload, atMs: number, context: DrawContext): DrawnCall {
  const { random } = context;
  const twists = drawTwists(workload, atMs, context);
  const tokens = TOKENS.fewest + Math.floor(random() ** 2 * (TOKENS.most - TOKENS.fewest));
  const prompt = workload.prompt && drawPrompt(workload.prompt, atMs, context);
  return { atMs, twists, tokens, prompt, rating: drawRating(workload, random) };
}

/** What chance is taken from, and what it is about. */
export interface DrawContext {
  readonly random: Random;
  readonly period: Period;
}

function drawTwists(
  { twists: shares = {}, incidents = [] }: Workload,
  atMs: number,
  { random, period }: DrawContext,
): readonly Twist[] {
  const usual = twistsOf(shares).filter((twist) => random() < (shares[twist] ?? 0));
  const incident = incidents.find((each) => isDuring(each, atMs, period));
  const isHit = random() < (incident?.share ?? 0);
  return incident && isHit ? [...new Set([...usual, incident.twist])] : usual;
}

function isDuring({ daysAgo, fromHour, hours }: Incident, atMs: number, { endMs }: Period): boolean {
  const fromMs = midnightOf(endMs) - daysAgo * DAY_MS + fromHour * HOUR_MS;
  return atMs >= fromMs && atMs < fromMs + hours * HOUR_MS;
}

function drawPrompt(
  { id, share, versionedShare = share, versions }: PromptLabels,
  atMs: number,
  { random, period: { endMs } }: DrawContext,
): DrawnCall['prompt'] {
  const drawn = random();
  const inUse = versions.findLast(({ fromDaysAgo }) => atMs >= midnightOf(endMs) - fromDaysAgo * DAY_MS);
  if (drawn >= share) return undefined;
  return { id, version: drawn < versionedShare ? inUse?.version : undefined };
}

const midnightOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS;

function drawRating({ feedback }: Workload, random: Random): Rating | undefined {
  const [rated, unhappy, reason, pause] = [random(), random(), random(), random()];
  if (feedback === undefined || rated >= feedback.share) return undefined;
  const afterMs = Math.ceil(pause * MOST_THINKING_MS);
  if (unhappy >= feedback.negativeShare) return { rating: 'positive', afterMs };
  return { rating: 'negative', reason: REASONS[Math.floor(reason * REASONS.length)], afterMs };
}
