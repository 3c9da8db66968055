import { describe, expect, it } from 'vitest';
import { ALARM_IDS, describeAlarm, RUNBOOK, toAlarmAnchor } from '#core/signals/alarm-words.ts';
import { parseQuery } from '#scripts/local/aws/logs/insights/parse-query.ts';
import { readDocument } from './document.ts';

const runbook = readDocument(RUNBOOK);
const sections = runbook
  .split(/\n## /)
  .slice(1)
  .map((section) => {
    const [title = '', ...lines] = section.split('\n');
    return { anchor: title.toLowerCase().replaceAll(' ', '-'), text: lines.join('\n') };
  });

describe('the runbook', () => {
  it('has a section for each alarm, in the order of the table, and no other', () => {
    expect(sections.map(({ anchor }) => anchor)).toEqual(ALARM_IDS.map(toAlarmAnchor));
  });

  it.each(ALARM_IDS)('has the section that the description of %s ends with', (id) => {
    const [, path, anchor] = /(\S+)#(\S+)$/.exec(describeAlarm(id)) ?? [];

    expect(() => readDocument(path ?? '')).not.toThrow();
    expect(sections.map((section) => section.anchor)).toContain(anchor);
  });

  it.each(sections)('says of $anchor what it means, where to look and what to do', ({ text }) => {
    const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    const [, meaning = '', look = '', action = ''] = text.split(/^### .+$/m);

    expect(headings).toEqual(['Meaning', 'Look here', 'Do this']);
    for (const part of [meaning, look]) expect(part.trim().length).toBeGreaterThan(60);
    expect(action).toMatch(/^1\. /m);
  });

  it('has queries that Logs Insights takes', () => {
    const queries = [...runbook.matchAll(/```\n(.*?)```/gs)].map(([, query = '']) => query.trim());

    expect(queries.length).toBeGreaterThanOrEqual(ALARM_IDS.length - 2);
    for (const query of queries) expect(() => parseQuery(query), query).not.toThrow();
  });
});
