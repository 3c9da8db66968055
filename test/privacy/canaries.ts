import { createHash } from 'node:crypto';

/** Places in which a caller's, a tool's or a model's own words can stand. */
export const PLACES = [
  'userPrompt',
  'systemPrompt',
  'assistantHistory',
  'toolInput',
  'toolResultText',
  'toolResultJson',
  'toolDescription',
  'metadataValue',
  'metadataName',
  'modelFields',
  'promptVariable',
  'stopSequence',
  'document',
  'header',
  'query',
  'answerText',
  'answerToolInput',
  'answerReasoning',
  'guardrailMatch',
  'upstreamError',
  'brokenBody',
  'wrongBody',
  'guardrailContent',
  'feedback',
  'credential',
] as const;
export type Place = (typeof PLACES)[number];

/** Strings of each place; 25 places hold 200. */
export const CANARIES_PER_PLACE = 8;

/** In every canary and in nothing else. */
const MARK = 'cnry';

/** The strings that must not come out, by place. Letters and digits only, so that no encoding hides them. */
export const canaries = toCanaries();

function toCanaries(): Readonly<Record<Place, readonly string[]>> {
  const indexes = Array.from({ length: CANARIES_PER_PLACE }, (_, index) => index);
  const entries = PLACES.map((place) => [place, indexes.map((index) => toCanary(place, index))]);
  return Object.fromEntries(entries);
}

function toCanary(place: Place, index: number): string {
  const hash = createHash('sha256').update(`${place} ${index}`).digest('hex').slice(0, 12);
  return `${MARK}${place}${index}x${hash}`;
}

/** Canaries that stand in a text: as they are, in base64, percent-encoded or in another case. */
export function canariesIn(text: string): readonly string[] {
  const lowerCase = text.toLowerCase();
  return Object.values(canaries)
    .flat()
    .filter(
      (canary) =>
        lowerCase.includes(canary.toLowerCase()) || base64Forms(canary).some((form) => text.includes(form)),
    );
}

/** The middle of a text's base64, which does not depend on what stands around it, at each of the three offsets. */
function base64Forms(canary: string): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(`${' '.repeat(offset)}${canary}`).toString('base64');
    return encoded.slice(4, -4);
  });
}
