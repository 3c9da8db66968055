import { describe, expect, it } from 'vitest';
import type { OwnMetric } from '#core/signals/definition.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import { composeOverview } from '#dashboards/overview.ts';
import { DASHBOARD_WIDTH, type MetricWidget, type WidgetBox } from '#dashboards/widget.ts';

const signals = Object.values<OwnMetric>(ownMetrics);
const body = composeOverview({ stage: 'dev', region: 'eu-west-1' });
const graphs = body.widgets.filter((widget): widget is MetricWidget => widget.type === 'metric');

const overlap = (left: WidgetBox, right: WidgetBox) =>
  left.x < right.x + right.width &&
  right.x < left.x + left.width &&
  left.y < right.y + right.height &&
  right.y < left.y + left.height;

describe('the overview', () => {
  it('draws every signal of the catalogue once, under its title', () => {
    expect(graphs.map(({ properties }) => properties.title).toSorted()).toEqual(
      signals.map(({ title }) => title).toSorted(),
    );
  });

  it.each(Object.entries<OwnMetric>(ownMetrics))(
    'draws %s with the statistics and unit of its row',
    (_id, signal) => {
      const graph = graphs.find(({ properties }) => properties.title === signal.title);

      expect(graph?.properties.metrics).toEqual(
        signal.statistics.map((stat) => [
          signal.namespace,
          signal.metricName,
          'Stage',
          'dev',
          { stat, label: stat },
        ]),
      );
      expect(graph?.properties.yAxis.left.label).toBe(signal.unit);
      expect(graph?.properties.region).toBe('eu-west-1');
    },
  );

  it('reads a series that the row says is emitted', () => {
    const withoutStageSeries = signals.filter(
      ({ dimensionSets }) => !dimensionSets.some((set) => set.join() === 'Stage'),
    );

    expect(withoutStageSeries).toEqual([]);
  });

  it('heads each level that has signals, lowest first', () => {
    const headings = body.widgets.flatMap((widget) =>
      widget.type === 'text' ? [widget.properties.markdown] : [],
    );

    expect(headings).toEqual(['## Level 1', '## Level 2', '## Level 3', '## Level 4', '## Level 5']);
  });

  it('places nothing outside the grid or on top of something else', () => {
    for (const [index, widget] of body.widgets.entries()) {
      expect(widget.x + widget.width).toBeLessThanOrEqual(DASHBOARD_WIDTH);
      expect(body.widgets.slice(index + 1).filter((other) => overlap(widget, other))).toEqual([]);
    }
  });

  it('stays within what CloudWatch takes', () => {
    expect(body.widgets.length).toBeLessThanOrEqual(500);
  });

  it('leaves out a level without signals', () => {
    const { widgets } = composeOverview({
      stage: 'dev',
      region: 'eu-west-1',
      signals: [ownMetrics.fallbacks],
    });

    expect(widgets.map(({ type, y }) => [type, y])).toEqual([
      ['text', 0],
      ['metric', 1],
    ]);
  });
});
