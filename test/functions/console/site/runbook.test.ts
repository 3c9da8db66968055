import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALARM_IDS, describeAlarm } from '#core/signals/alarm-words.ts';
import { sectionFor } from '#functions/console/site/runbook.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');

describe('the runbook in the console', () => {
  it.each(ALARM_IDS)('has its section for the alarm %s', (id) => {
    const section = sectionFor(describeAlarm(id), runbook);

    expect(section).toMatch(/^### Meaning\n/);
    expect(section).toContain('### Do this');
    expect(section).not.toMatch(/^## /m);
  });

  it('says nothing about an alarm that names no section', () => {
    expect(sectionFor('Somebody else’s alarm.', runbook)).toBeUndefined();
    expect(sectionFor('Look at docs/runbook.md#no-such-alarm', runbook)).toBeUndefined();
    expect(sectionFor('Look at docs/runbook.md#latency', '')).toBeUndefined();
  });
});
