/** Whole answers or event streams. */
export const MODES = ['buffered', 'streaming'] as const;
export type Mode = (typeof MODES)[number];

/** Model that is asked for. */
export const MODEL_ID = 'us.amazon.nova-lite-v1:0';
/** Guardrail of the stack, attached by default. */
export const GUARDRAIL_ID = 'gr0benchmark';

const SYSTEM_PROMPT = 'You are a support assistant of an online shop. Answer in at most five sentences.';
const QUESTION =
  'My parcel was sent nine days ago and the tracking page has not changed since. What can I do now?';

/** Path of a Converse call. */
export function conversePath(mode: Mode): string {
  return `/model/${encodeURIComponent(MODEL_ID)}/${mode === 'buffered' ? 'converse' : 'converse-stream'}`;
}

/** Body of a Converse call, about 300 bytes. */
export const CONVERSE_BODY = JSON.stringify({
  system: [{ text: SYSTEM_PROMPT }],
  messages: [{ role: 'user', content: [{ text: QUESTION }] }],
  inferenceConfig: { maxTokens: 256, temperature: 0.2 },
});

/** The same call in the words of the OpenAI API, which Portkey translates. */
export function chatBody(mode: Mode): string {
  return JSON.stringify({
    model: MODEL_ID,
    messages: [
      { role: 'system', content: SYSTEM_PROMPT },
      { role: 'user', content: QUESTION },
    ],
    max_tokens: 256,
    temperature: 0.2,
    ...(mode === 'streaming' ? { stream: true } : {}),
  });
}
