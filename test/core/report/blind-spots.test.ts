import { describe, expect, test } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { describeBlindSpots } from '#core/maturity/blind-spots.ts';
import { renderHtml } from '#core/report/html.ts';
import { renderMarkdown } from '#core/report/markdown.ts';
import { renderText } from '#core/report/text.ts';
import { denied, emptyObservationSet, observationSet } from '../maturity/sample-observations.ts';

const RENDERERS = [
  ['HTML', renderHtml],
  ['text', renderText],
  ['Markdown', renderMarkdown],
] as const;
const sighted = observationSet({
  signals: { mantleInferences: 1_234, directCalls: 56, callsWithoutBody: 'no_data' },
  facts: {
    callers: { sampled: 200, throughGateway: 150, otherPrincipals: ['notebook-role'] },
    observedTraffic: {
      models: [
        { model: 'amazon.nova-lite-v1:0', captured: 90, counted: 100 },
        { model: 'abc123', captured: 7 },
      ],
    },
  },
});
const inOneLine = (report: string): string => report.replaceAll(/\s+/g, ' ').replaceAll('\\', '');

describe.each(RENDERERS)('blind spots as %s', (_, render) => {
  test('name the other endpoint’s calls, who calls past the gateway, and the share of each model', () => {
    const report = inOneLine(render(assess(sighted)));

    for (const words of ['1,234', 'notebook-role', '150 of 200', 'amazon.nova-lite-v1:0', 'at least 90 %'])
      expect(report).toContain(words);
    expect(report).toContain('unknown: AWS counts no call under this name');
  });

  test('say why they are not known', () => {
    const facts = {
      observedTraffic: denied('cloudwatch:ListMetrics'),
      callers: denied('cloudtrail:LookupEvents'),
    };
    const report = inOneLine(render(assess(observationSet({ facts }))));

    expect(report).toContain('The share by model is unknown');
    expect(report).toContain('Who calls Bedrock');
    expect(inOneLine(render(assess(emptyObservationSet())))).toContain('It was not collected.');
  });

  test('are left out of an assessment that does not have them', () => {
    const { blindSpots: _spots, ...earlier } = assess(sighted);

    expect(render(earlier)).not.toContain('at least 90 %');
    expect(render(earlier)).not.toContain('undefined');
  });
});

describe('blind spots of many models', () => {
  const models = Array.from({ length: 45 }, (_, index) => ({
    ...{ model: `model-${String(index).padStart(2, '0')}`, captured: 1, counted: 100 - index },
  }));
  const many = assess(observationSet({ facts: { observedTraffic: { models } } }));

  test('name the twenty with the most unrecorded calls, and how many there are besides', () => {
    for (const report of [renderHtml(many), renderMarkdown(many)].map(inOneLine)) {
      const [, section = ''] = report.split('Counted by AWS', 2);

      expect(section).toContain('model-19');
      expect(section).toContain('25 more models in assessment.json.');
      expect(section.split('25 more models')[0]).not.toContain('model-20');
    }
  });

  test('fit in a log line', () => {
    expect(describeBlindSpots(many).models?.split('; ')).toHaveLength(20);
  });
});

describe('blind spots in a log line', () => {
  test('are one text each', () => {
    expect(describeBlindSpots(assess(sighted))).toMatchObject({
      mantleInferences: '1,234',
      directCalls: '56',
      callsWithoutBody: 'no datapoint',
      callers: expect.stringContaining('others by notebook-role'),
      models: 'amazon.nova-lite-v1:0 at least 90 %; abc123 unknown: AWS counts no call under this name',
    });
    expect(describeBlindSpots({}).models).toBe('unknown: not looked for');
  });
});

describe('capture that may be off', () => {
  test('is no zero in the report while only the gateway is used', () => {
    const { signals } = assess(
      observationSet({
        signals: { directCalls: 'no_data', quarantinedLogEvents: 'no_data', serverErrors: 'no_data' },
      }),
    );
    const statusOf = (id: string) => signals.find((signal) => signal.id === id)?.status;

    expect(statusOf('directCalls')).toBe('no_data');
    expect(statusOf('quarantinedLogEvents')).toBe('no_data');
    expect(statusOf('serverErrors')).toBe('known');
  });
});
