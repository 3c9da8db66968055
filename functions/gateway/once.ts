/**
 * Does `load` when it is first asked for; every call asks, and `import()` builds its answer anew each time. What failed
 * is done again by the next that asks.
 */
export function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}
