import { parseModelId } from '#core/bedrock/model-id.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import type { Clock, PriceSource, ProfileReader } from '#functions/ports.ts';

/** How long a profile that could not be resolved is left alone, in milliseconds. One that was never changes its model. */
const RETRY_MS = 5 * 60_000;
/** Profiles that are remembered: a caller past the gateway may name any. */
const MAX_PROFILES = 1_000;

interface Lookup {
  readonly model: Promise<string | undefined>;
  readonly startedAtMs: number;
}

/**
 * A price book that learns which model is behind an application inference profile, asking once for each. What the
 * book's own aliases name is not asked for: a person's word counts.
 */
export function createPriceSource({
  book,
  profiles,
  clock,
}: {
  readonly book: PriceBook;
  readonly profiles: ProfileReader;
  readonly clock: Pick<Clock, 'now'>;
}): PriceSource {
  const lookups = new Map<string, Lookup>();
  const isOver = async ({ model, startedAtMs }: Lookup): Promise<boolean> =>
    (await model) === undefined && clock.now() - startedAtMs >= RETRY_MS;
  const lookUp = async (arn: string): Promise<string | undefined> => {
    const known = lookups.get(arn);
    if (known && (await isOver(known)) && lookups.get(arn) === known) lookups.delete(arn);
    const current = lookups.get(arn); // another call may have asked in the meantime
    if (current) return current.model;
    if (lookups.size >= MAX_PROFILES) lookups.clear();
    const lookup = { model: profiles.modelBehind(arn), startedAtMs: clock.now() };
    lookups.set(arn, lookup);
    return lookup.model;
  };
  return {
    pricesFor: async (modelIds) => {
      const arns = [...new Set(modelIds)].filter((id) => isUnnamedProfile(id, book));
      if (arns.length === 0) return book;
      const found = await Promise.all(arns.map(async (arn) => ({ arn, model: await lookUp(arn) })));
      const named = found.flatMap(({ arn, model }) => (model === undefined ? [] : [[arn, model] as const]));
      return named.length === 0 ? book : { ...book, aliases: new Map([...book.aliases, ...named]) };
    },
  };
}

function isUnnamedProfile(modelId: string, { aliases }: PriceBook): boolean {
  const parsed = parseModelId(modelId);
  return (
    parsed?.kind === 'application-inference-profile' &&
    modelId.startsWith('arn:') &&
    !aliases.has(modelId) &&
    !aliases.has(parsed.resourceId)
  );
}
