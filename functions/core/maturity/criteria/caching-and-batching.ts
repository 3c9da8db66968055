import type { SignalId } from '../../signals/catalogue.ts';
import { count, hasGatewayCalls } from '../calls.ts';
import type { CriterionDefinition, EvidenceReader } from '../criterion.ts';
import { met, unmeasurable, unmet } from '../decision.ts';
import { atLeast } from '../thresholds.ts';
import { toNumber, toShareOf } from '../wording.ts';

/** A tenth of the input from the cache saves about 9 % of its price: enough to be meant, too much to be an accident. */
const MIN_HIT_RATIO = 0.1;
/**
 * Tokens that must be read for each one written: a write costs 25 % more than plain input, a read about 90 % less
 * (Claude on Bedrock, five-minute cache). Below it the cache costs money.
 */
const BREAK_EVEN = 0.25 / 0.9;

/** Level 4: the prompt cache saves more than it costs. Without a gateway Bedrock's own token counts say it. */
export const cachingAndBatching: CriterionDefinition = {
  id: 'caching-and-batching',
  level: 4,
  kind: 'practice',
  statement: 'Caching, batching, or cost-aware routing is implemented',
  evidence: [
    'cacheReadInputTokens',
    'cacheWriteInputTokens',
    'inputTokens',
    'requests',
    'bedrockCacheReadTokens',
    'bedrockCacheWriteTokens',
    'bedrockInputTokens',
  ],
  thresholds: {
    cacheReadInputTokens: atLeast(MIN_HIT_RATIO, 'input tokens'),
    bedrockCacheReadTokens: `without a gateway: ${atLeast(MIN_HIT_RATIO, 'input tokens')}`,
  },
  isAttestable: false,
  decide: (evidence) => {
    const { id, read, written, total } = countTokens(evidence);
    if (total === 0) return unmeasurable('No input tokens were counted in the window.');
    const value = toShareOf(read, total, 'input tokens');
    const values = { [id]: value };
    if (read / total < MIN_HIT_RATIO)
      return unmet(
        `${value} came from the prompt cache; it takes ${atLeast(MIN_HIT_RATIO, 'them')}.`,
        values,
      );
    if (read < written * BREAK_EVEN)
      return unmet(
        `${toNumber(written)} tokens were written to the prompt cache and only ${toNumber(read)} read: it costs more than it saves.`,
        values,
      );
    return met(`${value} came from the prompt cache, ${toNumber(written)} were written to it.`, values);
  },
  nextAction: {
    title: 'Cache the part of the prompt that repeats',
    steps: [
      'Put what repeats (instructions, tools, documents) first and what changes last.',
      'Set a cachePoint behind it; below the minimum of the model, 1,024 to 4,096 tokens, it is silently ignored.',
      'Watch the cache hit ratio: a cache that is written and rarely read costs more than none.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html',
  },
};

function countTokens(evidence: EvidenceReader) {
  const gateway = toTokens(evidence, ['cacheReadInputTokens', 'cacheWriteInputTokens', 'inputTokens']);
  const bedrock = toTokens(evidence, [
    'bedrockCacheReadTokens',
    'bedrockCacheWriteTokens',
    'bedrockInputTokens',
  ]);
  return hasGatewayCalls(evidence) ? gateway : bedrock;
}

function toTokens(evidence: EvidenceReader, [id, writes, plain]: readonly [SignalId, SignalId, SignalId]) {
  const [read, written] = [count(evidence, id), count(evidence, writes)];
  return { id, read, written, total: count(evidence, plain) + read + written };
}
