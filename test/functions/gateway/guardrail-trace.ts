export const CANARY = 'jane.doe@example.com';
export const guardrail = { identifier: 'gr1', version: '3' };
/** A guardrail's findings as Bedrock reports them, with the text that matched. */
export const trace = {
  inputAssessment: {
    gr1: {
      sensitiveInformationPolicy: {
        piiEntities: [{ match: CANARY, type: 'EMAIL', action: 'ANONYMIZED', detected: true }],
      },
    },
  },
};
