import { parseModelId } from './model-id.ts';

/** `arn:partition:bedrock:region::foundation-model/id`; without a Region it stands for all of them. */
const MODEL_ARN = /^arn:aws[a-z-]*:bedrock:([a-z0-9-]*)::foundation-model\/(.+)$/;
/** Geographies whose Regions all begin alike; those in Asia and the Pacific do not tell `apac` from `jp` and `au`. */
const GEOGRAPHIES = ['us-gov', 'us', 'eu'] as const;

/**
 * The model or system profile that an application inference profile stands for, from the models that
 * GetInferenceProfile names. It does not say which profile was copied, so their Regions do: an ARN without one is a
 * global profile's (seen in answers quoted by others, unverified), several make a geographic one. `undefined` when the
 * models differ.
 */
export function modelBehind(modelArns: readonly string[]): string | undefined {
  const places = modelArns.map((arn) => MODEL_ARN.exec(arn));
  const [first, ...others] = new Set(places.map((place) => place?.[2]));
  if (first === undefined || others.length > 0 || parseModelId(first)?.kind !== 'foundation-model')
    return undefined;
  const regions = [...new Set(places.map((place) => place?.[1] ?? ''))];
  if (regions.includes('')) return `global.${first}`;
  const geography = regions.length > 1 ? geographyOf(regions) : undefined;
  return geography === undefined ? first : `${geography}.${first}`;
}

const geographyOf = (regions: readonly string[]): string | undefined =>
  GEOGRAPHIES.find((name) => regions.every((region) => region.startsWith(`${name}-`)));
