import type { GuardrailPolicies } from '#scripts/local/aws/bedrock-control/guardrails.ts';
import type { BudgetSetup } from '#scripts/local/aws/budgets/service.ts';
import type { TrailSetup } from '#scripts/local/aws/cloudtrail/trails.ts';

/** Policies of a guardrail that hides personal data and holds answers against their sources. */
export const GUARDRAIL_POLICIES: GuardrailPolicies = {
  sensitiveInformationPolicy: { piiEntities: [{ type: 'EMAIL', action: 'ANONYMIZE' }] },
  contextualGroundingPolicy: { filters: [{ type: 'GROUNDING', threshold: 0.7 }] },
};

/** A trail that can be trusted and that keeps who called an agent. */
export const AUDIT_TRAIL: TrailSetup = {
  name: 'audit',
  bucketName: 'audit-logs',
  isMultiRegion: true,
  hasLogFileValidation: true,
  advancedEventSelectors: [
    [
      { field: 'eventCategory', equals: ['Data'] },
      { field: 'resources.type', equals: ['AWS::Bedrock::AgentAlias'] },
    ],
  ],
};

/** A budget that tells somebody before it is used up. */
export const WARNING_BUDGET: BudgetSetup = {
  name: 'bedrock',
  limitUsd: 100,
  notifications: [{ threshold: 80, subscribers: [{ type: 'EMAIL', address: 'ops@example.org' }] }],
};
