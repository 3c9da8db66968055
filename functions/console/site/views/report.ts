import { element } from '../dom.ts';
import { toMoment } from '../format.ts';
import { emptyState, NO_DATA } from '../widgets/card.ts';
import { heading } from './heading.ts';
import { plainView, type View, type ViewContext } from './view.ts';

/** The newest maturity report with its evidence, in a frame that can run nothing. */
export function createReportView({ api }: ViewContext): View {
  const place = element('div', { class: 'report' });
  const links = element(
    'p',
    { class: 'tools' },
    element('a', { href: api.reportAddress('latest.html'), target: '_blank', rel: 'noopener' }, 'Open alone'),
    element('a', { href: api.reportAddress('latest.json'), target: '_blank', rel: 'noopener' }, 'As JSON'),
  );
  const head = heading('Maturity report', 'How far the LLM operations have come, with the evidence', links);
  let shown = '';
  return plainView(element('article', { class: 'report-view' }, head, place), async () => {
    const report = await api.report();
    links.hidden = report.status === 'none';
    if (report.status === 'none')
      return place.replaceChildren(emptyState(NO_DATA, 'The first assessment is made by its schedule.'));
    const { assessedAt, level } = report.assessment;
    if (assessedAt === shown) return;
    shown = assessedAt;
    place.replaceChildren(
      element('iframe', {
        src: api.reportAddress('latest.html'),
        sandbox: '',
        title: `Maturity report of ${toMoment(Date.parse(assessedAt))}, level ${level}`,
      }),
    );
  });
}
