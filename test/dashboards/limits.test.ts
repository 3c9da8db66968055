import { describe, expect, it } from 'vitest';
import { composeDashboards } from '#dashboards/dashboards.ts';
import { DASHBOARD_WIDTH, type DashboardBody, type WidgetBox } from '#dashboards/widget.ts';
import { dashboards, drawnIn, OPTIONS } from './support.ts';

const overlap = (left: WidgetBox, right: WidgetBox) =>
  left.x < right.x + right.width &&
  right.x < left.x + left.width &&
  left.y < right.y + right.height &&
  right.y < left.y + left.height;

const { logGroups: _l, alarmArns: _a, modelRoutingRule: _m, urls: _u, ...bare } = OPTIONS;
const all: [string, DashboardBody][] = [
  ...Object.entries(dashboards),
  ...Object.entries(composeDashboards(bare)).map(([id, body]): [string, DashboardBody] => [
    `bare ${id}`,
    body,
  ]),
];

describe.each(all)('the dashboard %s', (_id, body) => {
  it('places nothing outside the grid or on top of something else', () => {
    for (const [index, widget] of body.widgets.entries()) {
      expect(widget.x + widget.width).toBeLessThanOrEqual(DASHBOARD_WIDTH);
      expect(Number.isInteger(widget.x + widget.y + widget.width + widget.height)).toBe(true);
      expect(body.widgets.slice(index + 1).filter((other) => overlap(widget, other))).toEqual([]);
    }
  });

  it('stays within what CloudWatch takes: 500 widgets, 500 lines a graph, 2,500 metrics', () => {
    const lines = drawnIn(body).map(({ properties }) => properties.metrics.length);

    expect(body.widgets.length).toBeLessThanOrEqual(500);
    expect(Math.max(...lines)).toBeLessThanOrEqual(500);
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(2_500);
  });

  it('is far smaller than a CloudFormation template may be: six of them stand in one', () => {
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(60_000);
  });

  it('draws no empty graph, and uses each id once in it', () => {
    for (const { properties } of drawnIn(body)) {
      const text = JSON.stringify(properties.metrics);
      const ids = [...text.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id);

      expect(properties.metrics.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('uses in an expression only ids that its graph has', () => {
    for (const { properties } of drawnIn(body)) {
      const text = JSON.stringify(properties.metrics);
      const expressions = [...text.matchAll(/"expression":"((?:[^"\\]|\\.)*)"/g)].map(
        ([, found = '']) => found,
      );
      const used = expressions.flatMap(
        (found) => found.replace(/SEARCH\(.*?, \d+\)/g, '').match(/\b[a-z]\d+\b/g) ?? [],
      );

      for (const id of used) expect(text).toContain(`"id":"${id}"`);
    }
  });
});

describe('the overview', () => {
  it('has at most the 50 metrics of a free dashboard, and searches for none', () => {
    const lines = drawnIn(dashboards.overview).flatMap(({ properties }) => properties.metrics);

    expect(lines.filter((line) => typeof line[0] === 'string').length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(lines)).not.toContain('SEARCH');
  });
});
