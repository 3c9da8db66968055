import { describe, expect, it } from 'vitest';
import { CRITERIA } from '#core/maturity/criteria.ts';
import { SIGNAL_IDS } from '#core/maturity/evidence.ts';
import { LEVELS } from '#core/maturity/levels.ts';
import { ALARM_IDS, alarmOf } from '#core/signals/alarm-words.ts';
import { rowOf } from '#core/signals/rows.ts';
import { composeDashboards } from '#dashboards/dashboards.ts';
import { FIRST_SCREEN_HEIGHT } from '#dashboards/level.ts';
import type { GraphContent, Widget } from '#dashboards/widget.ts';
import { parseQuery } from '#scripts/local/aws/logs/insights/parse-query.ts';
import { alarmsIn, dashboards, drawnIn, OPTIONS, queriesIn, textsIn } from './support.ts';

const bodyOf = (level: (typeof LEVELS)[number]['level']) => dashboards[`level-${level}`];
const isGraph = (widget: Widget): widget is Widget & GraphContent =>
  widget.type === 'metric' && 'yAxis' in widget.properties;

describe.each(LEVELS)('the dashboard of level $level', ({ level, name, coreQuestion }) => {
  const body = bodyOf(level);
  const firstScreen = body.widgets.filter(({ y, height }) => y + height <= FIRST_SCREEN_HEIGHT);

  it('says first what the level asks', () => {
    const [heading = ''] = textsIn(body);

    expect(heading).toContain(`# Level ${level} ${name}: ${coreQuestion}`);
    for (const { statement } of CRITERIA.filter((criterion) => criterion.level === level))
      expect(heading).toContain(statement);
    expect(body.widgets[0]).toMatchObject({ type: 'text', x: 0, y: 0 });
  });

  it('says on the first screen what is asked, what is missing, how it stands and what is wrong', () => {
    const kinds = firstScreen.map((widget) =>
      widget.type === 'metric' && 'view' in widget.properties ? widget.properties.view : widget.type,
    );

    expect(kinds).toEqual(['text', 'log', 'singleValue', 'timeSeries', 'timeSeries', 'alarm']);
    expect(JSON.stringify(firstScreen[1])).toContain(`missing.level${level}`);
  });

  it.each(SIGNAL_IDS.filter((id) => rowOf(id).level === level))('shows %s', (id) => {
    const row = rowOf(id);
    const graphs = JSON.stringify(body.widgets.filter(isGraph));

    if (row.kind === 'metric') expect(graphs).toContain(row.metricName);
    else if (row.kind === 'ratio') expect(graphs).toContain(`"title":"${row.title}"`);
    else if (row.kind === 'log-query') expect(queriesIn(body).join()).toContain(row.query);
    else if (id === 'modelRouting') expect(JSON.stringify(body)).toContain('"insightRule"');
    else expect(textsIn(body).join()).toContain(`**${row.title}**: ${row.notCollected}`);
  });

  it('shows its alarms, and no other', () => {
    const own = ALARM_IDS.filter((id) => rowOf(id).level === level);

    expect(alarmsIn(body)).toEqual(own.map((id) => `arn:alarm:${id}`));
  });

  it('splits something by model', () => {
    expect(JSON.stringify(drawnIn(body))).toContain('{Waymark,Stage,Model}');
  });

  it('asks the logs in words that Logs Insights takes', () => {
    for (const query of queriesIn(body)) {
      const [, group, rest = ''] = /^SOURCE '([^']+)' \| (.*)$/s.exec(query) ?? [];

      expect(Object.values(OPTIONS.logGroups ?? {})).toContain(group);
      expect(() => parseQuery(rest)).not.toThrow();
    }
  });

  it('links to the dashboards that there are', () => {
    const [heading = ''] = textsIn(body);

    expect(heading).toContain('[overview](https://overview)');
    expect(heading).not.toContain('level 2](');
  });
});

describe.each(ALARM_IDS)('the graph of %s', (id) => {
  const { threshold, comparison, shareOf } = alarmOf(id);
  const { title, level } = rowOf(id);

  it('has the line that the alarm compares with', () => {
    const graph = bodyOf(level)
      .widgets.filter(isGraph)
      .find(({ properties }) => properties.title === title);

    expect(graph?.properties.annotations?.horizontal).toEqual([
      {
        value: threshold,
        label: expect.stringMatching(/^Alarm: /),
        color: '#d13212',
        fill: comparison,
        yAxis: shareOf ? 'right' : 'left',
      },
    ]);
    if (shareOf) expect(graph?.properties.yAxis.right?.label).toBe('Percent');
  });
});

describe('level 4', () => {
  it('shows model routing by Contributor Insights, where there is a rule', () => {
    const { modelRoutingRule: _, ...rest } = OPTIONS;

    expect(JSON.stringify(dashboards['level-4'])).toContain(
      '"insightRule":{"ruleName":"Waymark-dev-model-routing","orderBy":"Sum","maxContributorCount":10}',
    );
    const without = composeDashboards(rest)['level-4'];
    expect(JSON.stringify(without)).not.toContain('insightRule');
    expect(textsIn(without).join()).toContain('**Model routing**');
  });

  it('draws a percentile for each line of a duration', () => {
    const graph = dashboards['level-4'].widgets
      .filter(isGraph)
      .find(({ properties }) => properties.title === 'Time to first token');

    expect(graph?.properties.metrics).toEqual(
      ['p50', 'p90', 'p99'].map((stat) => [
        'Waymark',
        'TimeToFirstToken',
        'Stage',
        'dev',
        { stat, label: stat },
      ]),
    );
  });
});

describe('blind spots', () => {
  it('are drawn at level 3: the share of each model, the other endpoint, and who calls past the gateway', () => {
    const level = dashboards['level-3'];
    const shares = drawnIn(level).find(({ properties }) => properties.title === 'Observed share by model');

    expect(shares?.properties.metrics).toHaveLength(2);
    expect(shares?.properties.metrics).toContainEqual([
      {
        expression: expect.stringContaining('"us.anthropic.claude-sonnet-5"'),
        label: 'anthropic.claude-sonnet-5',
      },
    ]);
    expect(JSON.stringify(drawnIn(level))).toContain('AWS/BedrockMantle');
    expect(queriesIn(level).join()).toContain('blindSpots.callers');
  });

  it('have no share by model where the models are not known', () => {
    const { models: _, ...options } = OPTIONS;
    const titles = drawnIn(composeDashboards(options)['level-3']).map(({ properties }) => properties.title);

    expect(titles).not.toContain('Observed share by model');
    expect(titles).toContain('Observed share');
  });
});
