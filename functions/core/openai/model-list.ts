import type { ModelPolicy } from '../bedrock/candidates.ts';
import { parseModelId } from '../bedrock/model-id.ts';

/** One entry of `GET /v1/models`. */
export interface ListedModel {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

/** Clients want a date; the settings know none, and the epoch can be taken for no other. */
const NO_DATE = 0;

/** What may stand as `model`: the aliases of the settings, and the models that they allow. */
export function toModelList({ aliases, allowed }: ModelPolicy): {
  readonly object: 'list';
  readonly data: readonly ListedModel[];
} {
  const toEntry = (id: string, owner: string): ListedModel => ({
    id,
    object: 'model',
    created: NO_DATE,
    owned_by: owner,
  });
  return {
    object: 'list',
    data: [
      ...Object.keys(aliases).map((alias) => toEntry(alias, 'waymark')),
      ...allowed.map((model) => toEntry(model, ownerOf(model))),
    ],
  };
}

/** The provider in a model's id; an opaque ARN names none. */
function ownerOf(model: string): string {
  const id = parseModelId(model);
  const isNamed = id?.kind === 'foundation-model' || id?.kind === 'inference-profile';
  return (isNamed && id.baseModel.split('.', 1)[0]) || 'unknown';
}
