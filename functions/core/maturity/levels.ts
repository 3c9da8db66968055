/** The five levels of the maturity document, lowest first. */
export const LEVELS = [
  { level: 1, name: 'Initial', motto: 'We are exploring LLM capabilities.', coreQuestion: 'Can it work?' },
  {
    level: 2,
    name: 'Managed',
    motto: 'We can run this without panic.',
    coreQuestion: 'Can we run this reliably?',
  },
  { level: 3, name: 'Governed', motto: 'We trust this in production.', coreQuestion: 'Can we rely on this?' },
  { level: 4, name: 'Optimized', motto: 'It delivers value efficiently.', coreQuestion: 'Is it worth it?' },
  {
    level: 5,
    name: 'Agentic & Responsible',
    motto: 'AI behaves like a reliable teammate.',
    coreQuestion: 'Does this AI help people do better work safely?',
  },
] as const;

/** A maturity level. */
export type Level = (typeof LEVELS)[number]['level'];
