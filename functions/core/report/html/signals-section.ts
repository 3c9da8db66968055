import type { LevelResult, SignalResult } from '../../maturity/assessment.ts';
import { describeReading, describeSignal, documentWordings } from '../signal-words.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { drawSparkline } from './sparkline.ts';

/** Every signal with its days, by level. */
export const signalsSection: Section = {
  id: 'signals',
  title: 'Signals',
  render: ({ signals, levels }) =>
    html`<p class="quiet">What is measured, by the level that introduces it. Sums are added over the window; of averages and percentiles it is the worst day. In quotation marks: the rows of the maturity document that a signal answers.</p>
${levels.map((level) =>
  renderLevel(
    level,
    signals.filter((signal) => signal.level === level.level),
  ),
)}`,
};

function renderLevel({ level, name }: LevelResult, signals: readonly SignalResult[]): Markup | undefined {
  if (signals.length === 0) return undefined;
  return html`<h3 class="level"><span class="number">${level}</span> ${name}</h3>
<table class="signals"><thead><tr><th scope="col">Signal</th><th scope="col">Value</th><th scope="col">By day</th></tr></thead>
<tbody>${signals.map(renderRow)}</tbody></table>`;
}

function renderRow(signal: SignalResult): Markup {
  const wordings = documentWordings(signal.id).map((wording) => `“${wording}”`);
  const tone = signal.status === 'known' ? '' : 'quiet';
  return html`<tr><th scope="row">${signal.title}${wordings.length === 0 ? undefined : html`<small>${wordings.join(' ')}</small>`}</th><td class="${tone}"><b>${describeSignal(signal)}</b><small>${describeReading(signal)}</small></td><td>${drawSparkline(signal) ?? html`<span class="quiet">–</span>`}</td></tr>`;
}
