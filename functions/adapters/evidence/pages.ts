/** One page of a listing. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** The items of at most `maximum` pages. An empty page with a token is no end: AWS filters after it pages. */
export async function readPages<Item>(
  maximum: number,
  read: (token: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  for (let page = 0; page < maximum; page += 1) {
    const { items: more, next } = await read(token);
    items.push(...more);
    if (!next || next === token) break;
    token = next;
  }
  return items;
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
