import type { GuardrailCount, InvocationRecord } from '../../invocation/record.ts';
import type { SignalDefinition } from '../definition.ts';
import { counter, countOutcome, fromInvocation, modelCounter, oneIf, positive } from './columns.ts';

const findings =
  (matches: (count: GuardrailCount) => boolean) =>
  (record: InvocationRecord): number | undefined =>
    positive((record.guardrail?.counts ?? []).filter(matches).reduce((sum, { count }) => sum + count, 0));

const isAnswered = ({ outcome }: InvocationRecord): boolean =>
  outcome === 'success' || outcome === 'guardrail_intervened';

/** What guardrails found, and which prompts were used. */
export const guardrailsAndPrompts = {
  guardrailEvaluations: {
    ...counter,
    title: 'Calls under a guardrail',
    description: 'Answered calls that a guardrail was attached to.',
    level: 3,
    metricName: 'GuardrailEvaluations',
    goodDirection: 'up',
    emitter: fromInvocation((record) => oneIf(record.guardrail !== undefined && isAnswered(record))),
  },
  guardrailInterventions: {
    ...modelCounter,
    title: 'Guardrail interventions',
    description: 'Calls in which a guardrail replaced the question or the answer.',
    level: 3,
    metricName: 'GuardrailInterventions',
    goodDirection: 'neutral',
    emitter: countOutcome('guardrail_intervened'),
  },
  promptAttacks: {
    ...counter,
    title: 'Prompt attacks found',
    description: 'Prompt-attack findings in guardrail assessments.',
    level: 3,
    metricName: 'PromptAttacks',
    goodDirection: 'neutral',
    emitter: fromInvocation(findings(({ type }) => type === 'PROMPT_ATTACK')),
  },
  promptAttacksBlocked: {
    ...counter,
    title: 'Prompt attacks blocked',
    description: 'Prompt-attack findings that made the guardrail block the call.',
    level: 3,
    metricName: 'PromptAttacksBlocked',
    goodDirection: 'neutral',
    document: ['promptInjection'],
    emitter: fromInvocation(findings(({ type, action }) => type === 'PROMPT_ATTACK' && action === 'BLOCKED')),
  },
  sensitiveInformationFindings: {
    ...counter,
    title: 'Personal data found',
    description: 'Sensitive-information findings in guardrail assessments.',
    level: 3,
    metricName: 'SensitiveInformationFindings',
    goodDirection: 'neutral',
    document: ['dataPrivacy'],
    emitter: fromInvocation(findings(({ policy }) => policy === 'sensitiveInformationPolicy')),
  },
  groundingChecks: {
    ...counter,
    title: 'Answers with a grounding score',
    description: 'Answered calls that contextual grounding gave a score, whether it was enough or not.',
    level: 4,
    metricName: 'GroundingChecks',
    goodDirection: 'up',
    document: ['confidence'],
    emitter: fromInvocation((record) =>
      oneIf(record.guardrail?.counts.some(({ policy }) => policy === 'contextualGroundingPolicy') ?? false),
    ),
  },
  identifiedPrompts: {
    ...counter,
    title: 'Calls with a managed prompt',
    description: 'Calls that name the prompt they use.',
    level: 2,
    metricName: 'IdentifiedPrompts',
    goodDirection: 'up',
    emitter: fromInvocation((record) => oneIf(record.prompt?.id !== undefined)),
  },
  versionedPrompts: {
    ...counter,
    title: 'Calls with a prompt version',
    description: 'Calls that name the prompt they use and its numbered version.',
    level: 3,
    metricName: 'VersionedPrompts',
    goodDirection: 'up',
    emitter: fromInvocation((record) =>
      oneIf(record.prompt?.id !== undefined && /\d/.test(record.prompt.version ?? '')),
    ),
  },
} as const satisfies Record<string, SignalDefinition>;
