import { toPriceKey, toUndatedKey } from '../cost/price-key.ts';

/** A model as estimates and bills name it alike: the id without version, revision and release date. */
export const toModelKey = (baseModel: string): string => toUndatedKey(toPriceKey(baseModel));

/** Words of a usage type that are not its model's: tokens, tiers and places (Bedrock User Guide, "CUR data"). */
const AFTER_MODEL =
  /-(?:mantle-)?(?:input|output|cache-read|cache-write)-(?:1h-)?(?:input-)?token(?:s|-count)?\b.*$/i;
/** Region code in front of a usage type: `USE1-`, `EU-`, `APN1-`. */
const PLACE = /^[A-Z]{2,4}\d?-/;
/** Name of a model of another provider, as its service is billed: `Claude Opus 5.5 (Amazon Bedrock Edition)`. */
const EDITION = /^(.+) \(Amazon Bedrock Edition\)$/;

/** What a bill calls the model of a line: `Claude4.6Sonnet`, `NovaLite`; `undefined` when it names none. */
export function billedName({
  usageType,
  productName,
}: {
  readonly usageType: string;
  readonly productName: string;
}): string | undefined {
  const edition = EDITION.exec(productName)?.[1];
  if (edition !== undefined) return edition;
  const name = usageType.replace(PLACE, '').replace(AFTER_MODEL, '');
  return name === usageType.replace(PLACE, '') || name === '' ? undefined : name;
}

/** Finds the model that a bill names; `undefined` where no model, or more than one, has all of the name's words. */
export type NameIndex = (name: string) => string | undefined;

/**
 * Bills write `Claude4.6Sonnet` or `Claude Sonnet 4.6` where calls say `anthropic.claude-sonnet-4-6`. Two names are the
 * same model when they have the same words, in any order, and the same version, in this order. Nothing is matched by
 * likeness: a word more or less is another model.
 */
export function createNameIndex(models: Iterable<string>): NameIndex {
  const byWords = new Map<string, Set<string>>();
  for (const model of models) {
    const key = toModelKey(model);
    for (const words of [wordsOf(key), wordsOf(withoutProvider(key))])
      byWords.set(words, (byWords.get(words) ?? new Set()).add(key));
  }
  return (name) => {
    const [model, ...others] = byWords.get(wordsOf(name)) ?? [];
    return others.length === 0 ? model : undefined;
  };
}

const withoutProvider = (key: string): string => key.slice(key.indexOf('.') + 1);

/** Words in alphabetical order, then the numbers of the version; `5.0` is `5`, and a release date says nothing. */
function wordsOf(name: string): string {
  const plain = name.replace(/(\d)\.0(?!\d)/g, '$1').replace(/\d{8}/g, '');
  const spaced = plain.replace(/([a-z])([A-Z])/g, '$1 $2');
  const parts = spaced.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  const isNumber = (part: string): boolean => /^\d/.test(part);
  const words = parts.filter((part) => !isNumber(part)).toSorted();
  return `${words.join(' ')} ${parts.filter(isNumber).join('.')}`;
}
