import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../credentials.ts';
import { detect, type Finding, type Side } from './detectors.ts';

/** The guardrail a caller named. */
export interface GuardrailReference {
  readonly identifier: string;
  readonly version: string;
  /**
   * Policies that it has; units are counted for these.
   * @default - every one
   */
  readonly policies?: ReadonlySet<string> | undefined;
}

/** What a guardrail said about one text. */
export interface Verdict {
  readonly action: 'NONE' | 'ANONYMIZED' | 'BLOCKED';
  /** The text as it may pass on: masked, or the message that replaces a blocked one. */
  readonly text: string;
  /** A `GuardrailAssessment` as in Converse's trace and ApplyGuardrail. */
  readonly assessment: Readonly<Record<string, unknown>>;
  readonly usage: Readonly<Record<string, number>>;
  /** Policies that changed or blocked the text, for example `contentPolicy`. */
  readonly interveningPolicies: readonly string[];
  readonly coverage: unknown;
}

/** Bedrock's default message for blocked input and output. */
export const BLOCKED_MESSAGE = 'Sorry, the model cannot answer this question.';

const CHARACTERS_PER_UNIT = 1_000;
/** Time that a guardrail reports for itself. */
export const PROCESSING_LATENCY_MS = 12;

/** Assesses one text; `full` also lists what was looked for and not found, as the scope FULL does. */
export function assess(options: {
  readonly text: string;
  readonly side: Side;
  readonly guardrail: GuardrailReference;
  readonly isFull?: boolean;
  /** @default true */
  readonly withAttacks?: boolean | undefined;
}): Verdict {
  const { text, side, guardrail, isFull = false, withAttacks = true } = options;
  const findings = detect(text, { side, withAttacks });
  const action = actionOf(findings);
  const usage = unitsOf(text, findings, guardrail.policies);
  const coverage = { textCharacters: { guarded: text.length, total: text.length } };
  return {
    action,
    text: action === 'BLOCKED' ? BLOCKED_MESSAGE : mask(text, findings),
    assessment: {
      ...toPolicies(isFull ? [...findings, ...notFound(findings)] : findings),
      invocationMetrics: {
        guardrailProcessingLatency: PROCESSING_LATENCY_MS,
        usage,
        guardrailCoverage: coverage,
      },
      appliedGuardrailDetails: toDetails(guardrail),
    },
    usage,
    interveningPolicies: interveningPoliciesOf(findings),
    coverage,
  };
}

function actionOf(findings: readonly Finding[]): Verdict['action'] {
  const actions = findings.map(({ entry }) => entry.action);
  return (
    actions.find((action) => action === 'BLOCKED') ?? actions.find((action) => action !== 'NONE') ?? 'NONE'
  );
}

function interveningPoliciesOf(findings: readonly Finding[]): readonly string[] {
  const intervening = findings.filter(({ entry }) => entry.action !== 'NONE');
  return [...new Set(intervening.map(policyOf))];
}

const policyOf = ({ list }: Finding): string => list.split('.')[0] ?? '';

function mask(text: string, findings: readonly Finding[]): string {
  return findings
    .filter(({ entry }) => entry.action === 'ANONYMIZED')
    .reduce((masked, { match, entry }) => masked.replaceAll(match ?? '', `{${entry.type}}`), text);
}

/** AWS's shape has both lists of these policies whenever it has one. */
const PAIRED: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  sensitiveInformationPolicy: { piiEntities: [], regexes: [] },
  wordPolicy: { customWords: [], managedWordLists: [] },
};

function toPolicies(findings: readonly Finding[]): Readonly<Record<string, unknown>> {
  const policies: Record<string, Record<string, readonly unknown[]>> = {};
  for (const { list, entry } of findings) {
    const [policy = '', member = ''] = list.split('.');
    const lists = policies[policy] ?? PAIRED[policy] ?? {};
    policies[policy] = { ...lists, [member]: [...(lists[member] ?? []), entry] };
  }
  return policies;
}

const CONTENT_TYPES = ['HATE', 'INSULTS', 'MISCONDUCT', 'SEXUAL', 'VIOLENCE', 'PROMPT_ATTACK'];

function notFound(findings: readonly Finding[]): readonly Finding[] {
  const found = new Set(findings.map(({ entry }) => entry.type));
  return CONTENT_TYPES.filter((type) => !found.has(type)).map((type) => ({
    list: 'contentPolicy.filters',
    entry: { type, confidence: 'NONE', filterStrength: 'HIGH', action: 'NONE', detected: false },
  }));
}

/** A policy that a marker made find something counts like one that the guardrail has. */
function unitsOf(
  text: string,
  findings: readonly Finding[],
  policies: GuardrailReference['policies'],
): Readonly<Record<string, number>> {
  const units = Math.ceil(text.length / CHARACTERS_PER_UNIT);
  const found = new Set(findings.map(policyOf));
  const unitsIf = (counts: boolean): number => (counts ? units : 0);
  const unitsBy = (policy: string): number => unitsIf(!policies || policies.has(policy) || found.has(policy));
  return {
    topicPolicyUnits: unitsBy('topicPolicy'),
    contentPolicyUnits: unitsBy('contentPolicy'),
    wordPolicyUnits: unitsBy('wordPolicy'),
    sensitiveInformationPolicyUnits: unitsBy('sensitiveInformationPolicy'),
    sensitiveInformationPolicyFreeUnits: unitsBy('sensitiveInformationPolicy'),
    contextualGroundingPolicyUnits: unitsIf(found.has('contextualGroundingPolicy')), // only answers with sources
  };
}

function toDetails({ identifier, version }: GuardrailReference): Readonly<Record<string, unknown>> {
  const guardrailId = guardrailIdOf(identifier);
  return {
    guardrailId,
    guardrailVersion: version,
    guardrailArn: `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:guardrail/${guardrailId}`,
    guardrailOrigin: ['REQUEST'],
    guardrailOwnership: 'SELF',
  };
}

/** The id of a guardrail that is named by its ARN. */
export function guardrailIdOf(identifier: string): string {
  return identifier.split('/').at(-1) ?? identifier;
}
