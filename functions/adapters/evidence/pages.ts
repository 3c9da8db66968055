/** One page of a listing. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** What was read of a list. */
export interface Listing<Item> {
  readonly items: readonly Item[];
  /** Whether that is all there is. */
  readonly isComplete: boolean;
}

/** The items of at most `maximum` pages. An empty page with a token is no end: AWS filters after it pages. */
export async function readPages<Item>(
  maximum: number,
  read: (token: string | undefined) => Promise<Page<Item>>,
): Promise<Listing<Item>> {
  const items: Item[] = [];
  let token: string | undefined;
  for (let page = 0; page < maximum; page += 1) {
    const { items: more, next } = await read(token);
    items.push(...more);
    if (!next) return { items, isComplete: true };
    if (next === token) break; // AWS would answer the same page for ever
    token = next;
  }
  return { items, isComplete: false };
}

/** The first of a list, when looking into each item costs a call. */
export function firstOf<Item>({ items, isComplete }: Listing<Item>, most: number): Listing<Item> {
  return { items: items.slice(0, most), isComplete: isComplete && items.length <= most };
}

/** Maps with at most `width` calls under way, in order. */
export async function mapWide<Item, Result>(
  items: readonly Item[],
  width: number,
  map: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += width)
    results.push(...(await Promise.all(items.slice(start, start + width).map(map))));
  return results;
}
