import type { CfnGuardrailProps } from 'aws-cdk-lib/aws-bedrock';

/** The part of a guardrail that decides what it does; its hash names the version. */
export type GuardrailPolicy = Omit<CfnGuardrailProps, 'name' | 'description' | 'kmsKeyArn' | 'tags'>;

const HARM_FILTERS = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'];

/** Often part of an honest question, so replaced by a placeholder. */
const MASKED = ['EMAIL', 'PHONE', 'ADDRESS', 'IP_ADDRESS', 'LICENSE_PLATE', 'VEHICLE_IDENTIFICATION_NUMBER'];

/** Never needed by a model: credentials, and numbers that identify a person or an account. */
const BLOCKED = [
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'PASSWORD',
  'PIN',
  'CREDIT_DEBIT_CARD_CVV',
  'CREDIT_DEBIT_CARD_NUMBER',
  'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  'US_BANK_ACCOUNT_NUMBER',
  'US_PASSPORT_NUMBER',
  'US_SOCIAL_SECURITY_NUMBER',
];

/** Share of an answer that its sources have to support; judged only when a call brings sources along. */
const GROUNDING_THRESHOLD = 0.7;

/** Harm on both sides, attacks on the input, personal data on both sides, grounding of answers. */
export const DEFAULT_GUARDRAIL_POLICY = {
  blockedInputMessaging: 'This request was blocked by the guardrail of this gateway.',
  blockedOutputsMessaging: 'The answer was blocked by the guardrail of this gateway.',
  contentPolicyConfig: {
    filtersConfig: [
      ...HARM_FILTERS.map((type) => ({ type, inputStrength: 'HIGH', outputStrength: 'HIGH' })),
      // Bedrock takes no output strength for attacks: they come from the outside.
      { type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' },
    ],
  },
  sensitiveInformationPolicyConfig: {
    piiEntitiesConfig: [
      ...MASKED.map((type) => toEntity(type, 'ANONYMIZE')),
      ...BLOCKED.map((type) => toEntity(type, 'BLOCK')),
    ],
  },
  contextualGroundingPolicyConfig: {
    filtersConfig: ['GROUNDING', 'RELEVANCE'].map((type) => ({ type, threshold: GROUNDING_THRESHOLD })),
  },
} satisfies GuardrailPolicy;

function toEntity(type: string, action: 'ANONYMIZE' | 'BLOCK') {
  return { type, action, inputAction: action, outputAction: action, inputEnabled: true, outputEnabled: true };
}
