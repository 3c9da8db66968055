import { PROFILE_GEOGRAPHIES, parseModelId } from '../bedrock/model-id.ts';
import { InvalidInputError } from '../errors.ts';
import { type AwsMetric, factorOf, type OwnMetric, type RatioSignal, type RatioTerm } from './definition.ts';
import { metricOf } from './rows.ts';

/** A model with every name that AWS may count it under. */
export interface CountedModel {
  /** As records name it. */
  readonly baseModel: string;
  /** Values of AWS's dimension `ModelId`. */
  readonly ids: readonly string[];
}

/**
 * The models behind ids of the settings. Whoever calls past the gateway may take another profile of the same model, so
 * all of them belong to it. What only AWS can resolve is looked for by its own name: counted under another one, it has
 * no share.
 */
export function toCountedModels(modelIds: readonly string[]): readonly CountedModel[] {
  const byBase = new Map<string, Set<string>>();
  for (const modelId of modelIds) {
    const { kind, baseModel, resourceId } = parseModelId(modelId) ?? unparsed(modelId);
    const isPlain = kind === 'foundation-model' || kind === 'inference-profile';
    const profiles = isPlain ? PROFILE_GEOGRAPHIES.map((geography) => `${geography}.${baseModel}`) : [];
    const ids = byBase.get(baseModel) ?? new Set<string>();
    for (const id of [isPlain ? baseModel : resourceId, ...profiles, modelId]) ids.add(id);
    byBase.set(baseModel, ids);
  }
  return [...byBase].map(([baseModel, ids]) => ({ baseModel, ids: [...ids] }));
}

const unparsed = (modelId: string) =>
  ({ kind: 'imported-model', baseModel: modelId, resourceId: modelId }) as const;

/** Where and how finely a share is computed. */
export interface ModelShareContext {
  readonly stage: string;
  readonly periodSeconds: number;
}

/** Metric math of a quotient for one model: searches, because only AWS knows which of the series there are. */
export function modelShareExpression(
  ratio: Pick<RatioSignal, 'of' | 'over' | 'unit' | 'factor'>,
  model: CountedModel,
  context: ModelShareContext,
): string {
  const of = sumOf(ratio.of, model, context);
  const over = sumOf(ratio.over, model, context);
  return `${factorOf(ratio)} * FILL(${of}, 0) / ${over}`;
}

/** @returns the sum of what one search finds, so that the terms of a side have to be of one source */
function sumOf(
  terms: readonly RatioTerm[],
  model: CountedModel,
  { stage, periodSeconds }: ModelShareContext,
): string {
  const rows = terms.map(({ signal }) => metricOf(signal));
  const [first] = rows;
  if (
    !first ||
    rows.some(({ source, namespace }) => source !== first.source || namespace !== first.namespace)
  )
    throw new InvalidInputError('A share by model needs terms of one namespace on each side.');
  const names = either(rows.map(({ metricName }) => metricName));
  return `SUM(SEARCH('{${schemaOf(first)}} MetricName=${names} ${conditionOf(first, model, stage)}', 'Sum', ${periodSeconds}))`;
}

const schemaOf = (row: OwnMetric | AwsMetric): string =>
  [row.namespace, ...(row.source === 'own-metric' ? BY_MODEL : row.dimensions)].join(',');

const BY_MODEL = ['Stage', 'Model'] as const;

const conditionOf = (row: OwnMetric | AwsMetric, { baseModel, ids }: CountedModel, stage: string): string =>
  row.source === 'own-metric' ? `Stage="${stage}" Model="${baseModel}"` : `ModelId=${either(ids)}`;

/** A term in quotes is a whole value (CloudWatch User Guide, "Search expression syntax"). */
function either(values: readonly string[]): string {
  const words = values.map((value) => `"${value}"`).join(' OR ');
  return values.length === 1 ? words : `(${words})`;
}
