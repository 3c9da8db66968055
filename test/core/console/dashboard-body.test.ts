import { describe, expect, it } from 'vitest';
import { readDashboardBody } from '#core/console/dashboard-body.ts';
import { DASHBOARD_IDS } from '#dashboards/options.ts';
import { DASHBOARDS, LEVEL_BODY } from '../../functions/console/sample-account.ts';

const box = { x: 0, y: 0, width: 6, height: 6 };
const read = (...widgets: readonly unknown[]) => readDashboardBody(JSON.stringify({ widgets }));

describe('a dashboard body', () => {
  it.each(DASHBOARD_IDS)('of %s is read whole: no widget of it is unknown', (id) => {
    const widgets = readDashboardBody(JSON.stringify(DASHBOARDS[id])) ?? [];

    expect(widgets).toHaveLength(DASHBOARDS[id].widgets.length);
    expect(widgets.filter(({ kind }) => kind === 'unsupported')).toEqual([]);
    expect(
      widgets.flatMap((widget) => (widget.kind === 'graph' && widget.lines.length === 0 ? [widget] : [])),
    ).toEqual([]);
  });

  it('with every kind of widget gives each its kind', () => {
    const kinds = readDashboardBody(JSON.stringify(LEVEL_BODY))?.map(({ kind }) => kind);

    expect(new Set(kinds)).toEqual(
      new Set(['text', 'graph', 'contributors', 'log', 'alarms', 'unsupported']),
    );
  });

  it.each(['', 'null', '[]', '{"widgets":{}}', '{'])('is none: %j', (text) => {
    expect(readDashboardBody(text)).toBeUndefined();
  });

  it('keeps the place of a widget that is not drawn', () => {
    expect(read({ type: 'explorer', ...box, properties: { title: 'All' } }, 'nonsense', null)).toEqual([
      { kind: 'unsupported', title: 'All', ...box },
      { kind: 'unsupported', title: '', x: 0, y: 0, width: 6, height: 3 },
      { kind: 'unsupported', title: '', x: 0, y: 0, width: 6, height: 3 },
    ]);
  });

  it('takes log groups from in front of a query', () => {
    const query = "SOURCE '/a' | SOURCE '/b' | fields @message | limit 5";

    expect(read({ type: 'log', ...box, properties: { title: 'Log', query } })).toEqual([
      { kind: 'log', title: 'Log', logGroups: ['/a', '/b'], query: 'fields @message | limit 5', ...box },
    ]);
  });

  it('reads thresholds, a pair of lines as two, hidden ones not at all', () => {
    const horizontal = [
      { value: 5, label: 'high', color: '#d62728', fill: 'above', yAxis: 'right' },
      [{ value: 1, label: 'from' }, { value: 2 }],
      { value: 9, visible: false },
      { label: 'nothing' },
    ];
    const metrics = [['N', 'M']];

    const [widget] =
      read({ type: 'metric', ...box, properties: { metrics, annotations: { horizontal } } }) ?? [];

    expect(widget?.kind === 'graph' && widget.thresholds).toEqual([
      { value: 5, label: 'high', axis: 'right', color: '#d62728', fill: 'above' },
      { value: 1, label: 'from', axis: 'left' },
      { value: 2, label: '', axis: 'left' },
    ]);
  });

  it('does not take a colour that is none', () => {
    const metrics = [['N', 'M', { color: 'red;background:url(//x.test)' }]];

    const [widget] = read({ type: 'metric', ...box, properties: { metrics } }) ?? [];

    expect(widget?.kind === 'graph' && widget.lines[0]?.color).toBeUndefined();
  });
});
