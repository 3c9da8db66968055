import type { CriterionResult } from '../../maturity/assessment.ts';
import { wordsOf } from '../status-words.ts';
import { html, type Markup } from './markup.ts';

/** A status as a sign with its word. */
export function toBadge(result: Pick<CriterionResult, 'kind' | 'status'>): Markup {
  const { sign, word, tone } = wordsOf(result);
  return html`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}
