const VERSION_PATTERN = /-v1$/;
const DATE_PATTERN = /-\d{8}$/;

/**
 * The name that prices of a base model are kept under: without what follows a colon (revision, context length) and
 * without `-v1`, which Bedrock writes on some ids of a model and leaves off others. A later version is another model:
 * Titan Text Embeddings V2 costs a fifth of V1.
 */
export function toPriceKey(baseModel: string): string {
  const [id = baseModel] = baseModel.split(':', 1);
  return id.replace(VERSION_PATTERN, '');
}

/** The same without the release date in it, as sources leave it off where a model has only one. */
export function toUndatedKey(key: string): string {
  return key.replace(DATE_PATTERN, '');
}
