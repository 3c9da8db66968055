import type { Outlook, QuotaOutlook, SeriesOutlook } from '../../outlook/outlook.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Section } from '../html/section.ts';
import { drawForecast } from './chart.ts';
import {
  describeAccuracy,
  describeAdoptions,
  describeNext,
  describeVerdict,
  otherSeries,
  toFigure,
} from './words.ts';

/** What is ahead, as a section of the page. */
export const outlookSection = (outlook: Outlook): Section => ({
  id: 'ahead',
  title: 'What is ahead',
  render: () => html`${otherSeries(outlook).map(renderSeries)}
<h3>Token quotas</h3>
${renderQuotas(outlook)}
<h3>Adoption</h3>
${describeAdoptions(outlook.adoption).map((sentence) => html`<p>${sentence}</p>`)}`,
});

function renderSeries(series: SeriesOutlook): Markup {
  const accuracy = describeAccuracy(series);
  return html`<h3>${series.title}</h3>
<p>${describeNext(series)}</p>
${drawForecast(series)}
${accuracy === undefined ? undefined : html`<p class="quiet">${accuracy}</p>`}`;
}

function renderQuotas({ quotas, quotasUnknown }: Outlook): Markup {
  if (quotas.length === 0) return html`<p class="quiet">${quotasUnknown}</p>`;
  return html`<table class="unmeasured"><caption>Tokens a minute of a model's busiest hour, on average over that hour, against its quota. A minute within it may be busier.</caption>
<thead><tr><th scope="col">Model</th><th scope="col">Last day, of quota</th><th scope="col">Used up</th></tr></thead>
<tbody>${quotas.map(renderQuota)}</tbody></table>`;
}

function renderQuota({ modelId, tokensPerMinute, history, verdict }: QuotaOutlook): Markup {
  const last = history.values.findLast((value) => value !== null);
  const use = `${last == null ? 'unknown' : toFigure(last)} of ${tokensPerMinute === undefined ? 'unknown' : toFigure(tokensPerMinute)}`;
  return html`<tr><th scope="row">${modelId}</th><td>${use}</td><td>${describeVerdict(verdict)}</td></tr>`;
}
