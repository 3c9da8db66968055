import { findMarkers, type Marker, parseArgument, withoutMarkers } from '../markers.ts';

/** Which side of a call a text is on. */
export type Side = 'INPUT' | 'OUTPUT';

/** Where in an assessment a finding belongs. */
export type FindingList =
  | 'topicPolicy.topics'
  | 'contentPolicy.filters'
  | 'wordPolicy.customWords'
  | 'wordPolicy.managedWordLists'
  | 'sensitiveInformationPolicy.piiEntities'
  | 'sensitiveInformationPolicy.regexes'
  | 'contextualGroundingPolicy.filters';

/** One finding of a guardrail, as it stands in the assessment. */
export interface Finding {
  readonly list: FindingList;
  readonly entry: Readonly<Record<string, unknown>> & { readonly action: 'BLOCKED' | 'ANONYMIZED' | 'NONE' };
  /** The text that is replaced when the action is to anonymise. */
  readonly match?: string;
}

/** Everything the local guardrail finds in a text. */
export function detect(
  text: string,
  { side, withAttacks }: { readonly side: Side; readonly withAttacks: boolean },
): readonly Finding[] {
  const visible = side === 'INPUT' ? withoutMarkers(text) : text;
  const marked = findMarkers(text).filter(({ name }) => name === 'guardrail');
  return [
    ...findSensitiveInformation(visible),
    ...(side === 'INPUT' && withAttacks ? findPromptAttack(visible) : []),
    ...(side === 'INPUT' ? marked.flatMap(findMarked) : []),
  ];
}

const PII = [
  { type: 'EMAIL', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, action: 'ANONYMIZED' },
  { type: 'US_SOCIAL_SECURITY_NUMBER', pattern: /\b\d{3}-\d{2}-\d{4}\b/g, action: 'BLOCKED' },
  { type: 'CREDIT_DEBIT_CARD_NUMBER', pattern: /\b\d{4}(?:[ -]?\d{4}){3}\b/g, action: 'BLOCKED' },
] as const;

function findSensitiveInformation(text: string): readonly Finding[] {
  return PII.flatMap(({ type, pattern, action }) =>
    [...new Set(text.match(pattern))].map((match) => ({
      list: 'sensitiveInformationPolicy.piiEntities' as const,
      entry: { match, type, action, detected: true },
      match,
    })),
  );
}

const PROMPT_ATTACK = /ignore (?:all )?(?:the )?previous instructions/i;

function findPromptAttack(text: string): readonly Finding[] {
  return PROMPT_ATTACK.test(text) ? [contentFinding('PROMPT_ATTACK')] : [];
}

const contentFinding = (type: string): Finding => ({
  list: 'contentPolicy.filters',
  entry: { type, confidence: 'HIGH', filterStrength: 'HIGH', action: 'BLOCKED', detected: true },
});

const GROUNDING_THRESHOLD = 0.7;

/** `[[guardrail:topic]]`, `word`, `profanity`, `regex`, `hate`, `violence` …, `grounding=0.3`, `relevance=0.3`. */
function findMarked({ argument }: Marker): readonly Finding[] {
  const { kind, value } = parseArgument(argument);
  return MARKED[kind]?.(value) ?? [];
}

const MARKED: Readonly<Record<string, (value: string | undefined) => readonly Finding[]>> = {
  topic: (name = 'Financial advice') => [
    { list: 'topicPolicy.topics', entry: { name, type: 'DENY', action: 'BLOCKED', detected: true } },
  ],
  word: (match = 'forbidden') => [
    { list: 'wordPolicy.customWords', entry: { match, action: 'BLOCKED', detected: true } },
  ],
  profanity: (match = 'darn') => [
    {
      list: 'wordPolicy.managedWordLists',
      entry: { match, type: 'PROFANITY', action: 'BLOCKED', detected: true },
    },
  ],
  regex: (match = 'ACC-12345') => [
    {
      list: 'sensitiveInformationPolicy.regexes',
      entry: { name: 'account', match, regex: 'ACC-\\d{5}', action: 'BLOCKED', detected: true },
    },
  ],
  grounding: (value) => groundingFinding('GROUNDING', value),
  relevance: (value) => groundingFinding('RELEVANCE', value),
  hate: () => [contentFinding('HATE')],
  insults: () => [contentFinding('INSULTS')],
  sexual: () => [contentFinding('SEXUAL')],
  violence: () => [contentFinding('VIOLENCE')],
  misconduct: () => [contentFinding('MISCONDUCT')],
};

function groundingFinding(type: 'GROUNDING' | 'RELEVANCE', value = '0.3'): readonly Finding[] {
  const score = Number(value);
  const detected = score < GROUNDING_THRESHOLD;
  return [
    {
      list: 'contextualGroundingPolicy.filters',
      entry: { type, threshold: GROUNDING_THRESHOLD, score, action: detected ? 'BLOCKED' : 'NONE', detected },
    },
  ];
}
