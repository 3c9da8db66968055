import type { Assessment } from '../../maturity/assessment.ts';
import type { Markup } from './markup.ts';

/** A part of the page with a heading of its own. */
export interface Section {
  /** Anchor of its heading. */
  readonly id: string;
  readonly title: string;
  readonly render: (assessment: Assessment) => Markup;
}
