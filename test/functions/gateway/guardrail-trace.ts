export const CANARY = 'jane.doe@example.com';
export const guardrail = { identifier: 'gr1', version: '3' };
const byGuardrail = {
  gr1: {
    sensitiveInformationPolicy: {
      piiEntities: [{ match: CANARY, type: 'EMAIL', action: 'ANONYMIZED', detected: true }],
    },
  },
};
/** A guardrail's findings as Converse reports them, with the text that matched. */
export const trace = { inputAssessment: byGuardrail };
/** The same as InvokeModel reports them. */
export const invokeTrace = { input: byGuardrail };
