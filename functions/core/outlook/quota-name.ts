import { parseModelId } from '../bedrock/model-id.ts';
import type { ServiceQuota } from './input.ts';

/**
 * Names of Bedrock's quotas as Service Quotas lists them, for example `Cross-region model inference tokens per minute
 * for Anthropic Claude Sonnet 4 V1`; seen in public account listings, not in a reference of AWS (unverified).
 */
const NAME = /^(On-demand|Cross-region|Global cross-region) model inference tokens per minute for (.+)$/i;

/** The one quota that a model id counts towards; `undefined` when none or more than one fits. */
export function quotaOf(modelId: string, quotas: readonly ServiceQuota[]): ServiceQuota | undefined {
  const model = parseModelId(modelId);
  if (!model) return undefined;
  const kind = kindOf(model.geography);
  const wanted = describeId(model.baseModel);
  const [only, ...others] = quotas.filter(({ name }) => {
    const [, scope = '', title = ''] = NAME.exec(name) ?? [];
    return scope.toLowerCase() === kind && describeTitle(title) === wanted;
  });
  return others.length === 0 ? only : undefined;
}

function kindOf(geography: string | undefined): string {
  if (geography === undefined) return 'on-demand';
  return geography === 'global' ? 'global cross-region' : 'cross-region';
}

/** `anthropic.claude-3-7-sonnet-20250219-v1:0` and `Anthropic Claude 3.7 Sonnet V1` are the same words. */
const describeId = (baseModel: string): string =>
  toWords(baseModel.replace(/:\d+$/, '').replace(/-\d{8}(?=-|$)/, ''));

const describeTitle = toWords;

/** Words and numbers in a fixed order; the first version is often left out, and a provider is named once. */
function toWords(text: string): string {
  const [first = '', ...rest] = text.toLowerCase().match(/v\d+\b|[a-z]+|\d+/g) ?? [];
  const words = rest[0] === first ? rest : [first, ...rest];
  return words
    .filter((word) => word !== 'v1')
    .toSorted()
    .join(' ');
}
