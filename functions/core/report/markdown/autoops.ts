import type { CapabilityResult, ConditionResult } from '../../autoops/readiness.ts';
import type { Assessment } from '../../maturity/assessment.ts';
import { AUTOOPS_ABOUT, describeMissing, nextStageOf, stageWords } from '../autoops-words.ts';
import { wordsOf } from '../status-words.ts';
import { escapeMarkdown } from './escape.ts';

/** The second axis; `undefined` in an assessment that has none. */
export function renderAutoOps({ autoops }: Assessment): string | undefined {
  if (autoops === undefined) return undefined;
  return ['## AutoOps readiness', AUTOOPS_ABOUT, ...autoops.capabilities.map(renderCapability)].join('\n\n');
}

function renderCapability(capability: CapabilityResult): string {
  const next = nextStageOf(capability);
  const head = `**${escapeMarkdown(capability.title)}: ${stageWords(capability.stage)}.** ${escapeMarkdown(describeMissing(capability))}`;
  if (next === undefined) return head;
  return [`${head} For *${next.stage}*:`, '', ...next.open.map(renderOpen)].join('\n');
}

function renderOpen({ statement, status, reason }: ConditionResult): string {
  const { word } = wordsOf({ kind: 'practice', status });
  return `- ${escapeMarkdown(statement)} (${word}): ${escapeMarkdown(reason)}`;
}
