/** Bedrock Runtime operations the gateway relays, in the API's own words. */
export const OPERATIONS = [
  'Converse',
  'ConverseStream',
  'InvokeModel',
  'InvokeModelWithResponseStream',
  'ApplyGuardrail',
] as const;
