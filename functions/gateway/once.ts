/** Does `load` when it is first asked for; every call asks, and `import()` builds its answer anew each time. */
export function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
