import type { FactId, FactValue } from './facts.ts';
import { describeShare, toModelShares } from './model-shares.ts';
import { toCount, toList, toMinute, toNumber, toPercent } from './wording.ts';

interface FactWording<Value> {
  readonly title: string;
  readonly describe: (value: Value) => string;
  /** Its words have an amount of money of all tenants. @default false */
  readonly tellsCost?: true;
}

const filter = (kind: string) => ({
  describe: ({ ready, pinned, filtering }: { ready: number; pinned: number; filtering: number }) =>
    `${toCount(ready, 'guardrail')} ready, ${toNumber(pinned)} with a numbered version, ${toNumber(filtering)} of these with ${kind}`,
});

const describeError = ({
  wape,
  origins,
}: {
  readonly wape?: number | undefined;
  readonly origins: number;
}): string =>
  `tokens wrong by ${wape === undefined ? 'nothing' : toPercent(wape)} from ${toCount(origins, 'day')}`;

const WORDING: { readonly [Id in FactId]: FactWording<FactValue<Id>> } = {
  invocationLogging: {
    title: 'Model invocation logging',
    describe: ({ isEnabled, isTextDelivered, destinations }) =>
      isEnabled
        ? `on, ${isTextDelivered ? 'with' : 'without'} text, to ${toList(destinations) || 'no destination'}`
        : 'off',
  },
  promptVersions: {
    title: 'Prompts in Prompt Management',
    describe: ({ prompts, versioned }) =>
      `${toCount(prompts, 'prompt')}, ${toNumber(versioned)} with a numbered version`,
  },
  knowledgeBases: {
    title: 'Knowledge bases',
    describe: ({ active, withData }) =>
      `${toNumber(active)} active, ${toNumber(withData)} with a data source that was synced`,
  },
  agents: {
    title: 'Agents and their roles',
    describe: ({ agents, distinctRoles }) =>
      `${toCount(agents, 'agent')} with ${toCount(distinctRoles, 'execution role')}`,
  },
  agentBoundaries: {
    title: 'Permissions boundaries of agents',
    describe: ({ roles, bounded }) => `${toNumber(bounded)} of ${toCount(roles, 'execution role')} bounded`,
  },
  sensitiveInformationFilter: { title: 'Guardrails on personal data', ...filter('a personal-data filter') },
  groundingFilter: { title: 'Guardrails on grounding', ...filter('a grounding filter') },
  evaluationJobs: {
    title: 'Evaluation jobs of 30 days',
    describe: ({ completed, failed, lastCompletedAt }) =>
      `${toNumber(completed)} completed, ${toNumber(failed)} failed${lastCompletedAt === undefined ? '' : `, last ${lastCompletedAt}`}`,
  },
  pastEvaluations: {
    title: 'Evaluation jobs of 90 days',
    describe: ({ completed, failed }) => `${toNumber(completed)} completed, ${toNumber(failed)} failed`,
  },
  changes: {
    title: 'Changes and who made them',
    describe: ({ byPipeline, byTemplate, byHand, principalsByHand }) =>
      `${toNumber(byPipeline)} by a pipeline, ${toNumber(byTemplate)} by a template, ${toNumber(byHand)} by hand${principalsByHand.length === 0 ? '' : ` (${toList(principalsByHand)})`}`,
  },
  promptChanges: { title: 'New prompt versions', describe: ({ events }) => toNumber(events) },
  callers: {
    title: 'Who calls Bedrock',
    describe: ({ since, sampled, throughGateway, otherPrincipals }) =>
      `${toNumber(throughGateway)} of ${toCount(sampled, 'sampled call')} since ${toMinute(since)} through the gateway${otherPrincipals.length === 0 ? '' : `, others by ${toList(otherPrincipals)}`}`,
  },
  trails: {
    title: 'CloudTrail trails',
    describe: ({ logging, delivering, multiRegion, validated, withAgentEvents }) =>
      `${toNumber(logging)} logging, ${toNumber(delivering)} delivering; of these ${toNumber(multiRegion)} of all Regions, ${toNumber(validated)} with validated files, ${toNumber(withAgentEvents)} with agent events`,
  },
  budgets: {
    title: 'Budgets',
    describe: ({ budgets, onBedrock, notifying }) =>
      `${toCount(budgets, 'cost budget')}, ${toNumber(onBedrock)} with Bedrock in it, ${toNumber(notifying)} of these with a subscriber`,
  },
  alarms: {
    title: 'Alarms',
    describe: ({ alarms, reaching }) =>
      `${toCount(alarms, 'alarm')}, ${toNumber(reaching)} that reach a confirmed subscriber`,
  },
  stages: { title: 'Stages that send metrics', describe: ({ stages }) => toList(stages) || 'none' },
  traceSpans: {
    title: 'Log group of trace spans',
    describe: ({ isPresent }) => (isPresent ? 'present' : 'no log group for spans'),
  },
  modelTraffic: {
    title: 'Calls per model',
    describe: ({ models }) =>
      toList(models.map(({ model, calls }) => `${model} ${toNumber(calls)}`)) || 'no calls',
  },
  observedTraffic: {
    title: 'Observed share by model',
    describe: (value) =>
      toList(toModelShares(value).map((share) => `${share.model} ${describeShare(share)}`)) || 'no calls',
  },
  modelTokens: {
    title: 'Tokens per model and their list price',
    describe: ({ models }) => `tokens of ${toCount(models.length, 'model id')}`,
  },
  dailyCosts: {
    title: 'Costs by day',
    describe: ({ total }) => `${toCount(total.calls, 'call')} added up`,
  },
  promptUse: {
    title: 'Prompt versions in use',
    describe: ({ versions }) =>
      toList(versions.map(({ promptId, version }) => `${promptId} version ${version}`)) || 'none',
  },
  forecasts: {
    title: 'Forecasts and their error',
    tellsCost: true,
    describe: ({ computedAt, tokens, monthUsd }) =>
      [
        `of ${computedAt.slice(0, 10)}`,
        tokens === undefined ? 'none of tokens' : describeError(tokens),
        monthUsd === undefined ? 'none of the month’s cost' : `the month ${toNumber(monthUsd.value)} USD`,
      ].join(', '),
  },
  unmanagedPrompts: {
    title: 'System prompts without a managed prompt',
    describe: ({ withSystemPrompt, unmanaged }) =>
      `${toNumber(unmanaged)} of ${toCount(withSystemPrompt, 'call')} with a system prompt`,
  },
};

/** Facts whose words have an amount of money of all tenants. */
export function factsOnCost(): readonly string[] {
  return Object.entries<{ readonly tellsCost?: true }>(WORDING).flatMap(([id, { tellsCost }]) =>
    tellsCost ? [id] : [],
  );
}

/** Human wording of a fact's name. */
export function factTitle(id: FactId): string {
  return WORDING[id].title;
}

/** What a fact says, in words, and whether that is all there is. */
export function describeFact<Id extends FactId>(id: Id, value: FactValue<Id>): string {
  const isCut = 'isComplete' in value && value.isComplete === false;
  return `${WORDING[id].describe(value)}${isCut ? '; the list was cut short' : ''}`;
}
