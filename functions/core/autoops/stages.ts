/** The four stages of AutoOps in document 000, lowest first. */
export const STAGES = ['reactive', 'procedural', 'predictive', 'autonomous'] as const;

/** A stage of AutoOps. */
export type Stage = (typeof STAGES)[number];
