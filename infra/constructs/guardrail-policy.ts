import type { CfnGuardrail } from 'aws-cdk-lib/aws-bedrock';

const HARM_FILTERS = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'] as const;

/** Needed to answer, so replaced by a placeholder. */
const MASKED = ['EMAIL', 'PHONE', 'ADDRESS', 'IP_ADDRESS', 'LICENSE_PLATE', 'VEHICLE_IDENTIFICATION_NUMBER'] as const;

/** Never needed by a model: credentials and numbers that identify a person or an account. */
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
] as const;

/** Share of an answer that its sources have to support (compliance control GRD-05: at least 0.7). */
const GROUNDING_THRESHOLD = 0.7;

/** The part of a guardrail that decides what it does; its hash names the version. */
export type GuardrailPolicy = Pick<
  CfnGuardrail['cfnProperties' & never] & GuardrailPolicyShape,
  keyof GuardrailPolicyShape
>;
