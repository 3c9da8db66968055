import * as z from 'zod/mini';
import { CountedCosts } from '../spending/counted.ts';
import { RecordedCosts } from '../spending/recorded.ts';

const count = z.int().check(z.nonnegative());
const names = z.array(z.string());
const amount = z.number().check(z.nonnegative());
const instant = z.iso.datetime();
/** Whether everything was read; a list that was cut short says what is there, never what is not. */
const isComplete = z.boolean();

/**
 * What configuration APIs, CloudTrail and log queries say: one small statement per fact, already counted.
 * A fact holds no prompt, no answer and no principal beyond its role or user name.
 */
export const FACTS = {
  /** Bedrock model invocation logging of the Region. */
  invocationLogging: z.object({
    isEnabled: z.boolean(),
    isTextDelivered: z.boolean(),
    destinations: z.array(z.enum(['cloudwatch', 's3'])),
  }),
  /** Prompts in Bedrock Prompt Management, and how many of them have a numbered version. */
  promptVersions: z.object({ prompts: count, versioned: count, isComplete }),
  /** Knowledge bases that are active, and those of them with an available data source that was synced. */
  knowledgeBases: z.object({ active: count, withData: count, isComplete }),
  /** Bedrock agents and how many execution roles they share among them. */
  agents: z.object({ agents: count, distinctRoles: count, isComplete }),
  /** Execution roles of agents, and how many have a permissions boundary. */
  agentBoundaries: z.object({ roles: count, bounded: count, isComplete }),
  /** Guardrails that are ready, those with a numbered version, and those of these that filter personal data. */
  sensitiveInformationFilter: z.object({ ready: count, pinned: count, filtering: count, isComplete }),
  /** The same for contextual grounding. */
  groundingFilter: z.object({ ready: count, pinned: count, filtering: count, isComplete }),
  /** Evaluation jobs of the last 30 days. */
  evaluationJobs: z.object({
    completed: count,
    failed: count,
    lastCompletedAt: z.optional(instant),
    isComplete,
  }),
  /** Evaluation jobs of the last 90 days. */
  pastEvaluations: z.object({ completed: count, failed: count, isComplete }),
  /** Changes to guardrails, prompts, agents and logging in the window, by the way they came. */
  changes: z.object({
    byPipeline: count,
    byTemplate: count,
    byHand: count,
    principalsByHand: names,
    isComplete,
  }),
  /** New prompt versions in the window. */
  promptChanges: z.object({ events: count, isComplete }),
  /** A bounded sample of the newest Bedrock Runtime calls in CloudTrail since a moment, by who made them. */
  callers: z.object({ since: instant, sampled: count, throughGateway: count, otherPrincipals: names }),
  /** Trails that log, those of them that deliver, what these have, and those that have all of it. */
  trails: z.object({
    logging: count,
    delivering: count,
    multiRegion: count,
    validated: count,
    withAgentEvents: count,
    complete: count,
  }),
  /** Cost budgets, those that Bedrock's cost counts towards, and those of these that notify a subscriber. */
  budgets: z.object({
    budgets: count,
    onBedrock: count,
    notifying: count,
    /** Smallest monthly limit of those that count Bedrock's cost alone, in USD. Absent when there is none. */
    bedrockMonthlyUsd: z.optional(z.number().check(z.positive())),
    isComplete,
  }),
  /** Alarms on Bedrock's or Waymark's metrics, and those whose action reaches a confirmed subscriber. */
  alarms: z.object({ alarms: count, reaching: count, isComplete }),
  /** Stages that send Waymark metrics from this account and Region. */
  stages: z.object({ stages: names }),
  /** The log group that X-Ray's Transaction Search writes spans to. */
  traceSpans: z.object({ isPresent: z.boolean() }),
  /** Calls per model in the window. */
  modelTraffic: z.object({ models: z.array(z.object({ model: z.string(), calls: count })) }),
  /**
   * Calls per model in the window that reached Bedrock by Waymark's records, and that AWS counted. Absent: AWS has no
   * series under the model's name.
   */
  observedTraffic: z.object({
    models: z.array(z.object({ model: z.string(), captured: count, counted: z.optional(count) })),
  }),
  /** Tokens per model id in the window as AWS counts them, with their list price. */
  modelTokens: CountedCosts,
  /** What the stack's table of daily costs says of the window and the months. */
  dailyCosts: RecordedCosts,
  /** Prompt versions in use, by prompt and day. */
  promptUse: z.object({
    versions: z.array(
      z.object({ promptId: z.string(), version: z.string(), day: z.iso.date(), calls: count }),
    ),
  }),
  /** What the newest outlook forecasts, and how wrong the same forecasts were on days that are known. */
  forecasts: z.object({
    computedAt: instant,
    /** Absent where tokens are not forecast. */
    tokens: z.optional(
      z.object({
        method: z.string(),
        /** Days from which it was made to predict what came after. */
        origins: count,
        /** Absolute errors over true amounts, and the same of taking the same day a week before. Absent where all were zero. */
        wape: z.optional(z.number().check(z.nonnegative())),
        naiveWape: z.optional(z.number().check(z.nonnegative())),
      }),
    ),
    /** Why not. */
    tokensRefusal: z.optional(z.string()),
    /** This month's predicted cost in USD, with the bounds of its interval. */
    monthUsd: z.optional(z.object({ value: amount, lower: amount, upper: amount })),
  }),
  /** Calls with a system prompt, and those of them that name no managed prompt. */
  unmanagedPrompts: z.object({ withSystemPrompt: count, unmanaged: count }),
} as const;

/** Name of a fact. */
export type FactId = keyof typeof FACTS;

/** What a fact says. */
export type FactValue<Id extends FactId = FactId> = z.infer<(typeof FACTS)[Id]>;
