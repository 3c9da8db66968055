import { describe, expect, it } from 'vitest';
import { LEVELS } from '#core/maturity/levels.ts';
import { ALARM_IDS } from '#core/signals/alarm-words.ts';
import { composeDashboards } from '#dashboards/dashboards.ts';
import { alarmsIn, dashboards, drawnIn, OPTIONS, queriesIn, textsIn } from './support.ts';

const { overview } = dashboards;

describe('the overview', () => {
  it('shows the newest assessment and every alarm before anything else', () => {
    expect(overview.widgets.slice(0, 3).map(({ type }) => type)).toEqual(['text', 'log', 'alarm']);
    expect(queriesIn(overview)).toEqual([
      `SOURCE '/maturity' | filter message = "assessed" | fields @timestamp, maturityLevel, solidLevel | sort @timestamp desc | limit 1`,
    ]);
    expect(alarmsIn(overview)).toEqual(ALARM_IDS.map((id) => `arn:alarm:${id}`));
  });

  it('has a band for each level, lowest first: question, numbers, graph', () => {
    const [, ...bands] = textsIn(overview);

    expect(bands.map((text) => text.split('**')[1])).toEqual(LEVELS.map(({ coreQuestion }) => coreQuestion));
    expect(overview.widgets.slice(3).map(({ type }) => type)).toEqual(
      LEVELS.flatMap(() => ['text', 'metric', 'metric']),
    );
    expect(drawnIn(overview).map(({ properties }) => properties.view)).toEqual(
      LEVELS.flatMap(() => ['singleValue', 'timeSeries']),
    );
  });

  it('links to the dashboards that there are, and to no other', () => {
    const text = textsIn(overview).join('\n');

    expect(text).toContain('## [Level 1 Initial](https://level-1)');
    expect(text).toContain('## Level 2 Managed');
    expect(text).toContain('[level 3](https://level-3)');
  });

  it('says so when alarms are off', () => {
    const { alarmArns: _, ...rest } = OPTIONS;
    const body = composeDashboards(rest).overview;

    expect(alarmsIn(body)).toEqual([]);
    expect(textsIn(body)[0]).toContain('Alarms are off');
    expect(textsIn(overview)[0]).not.toContain('Alarms are off');
  });
});
