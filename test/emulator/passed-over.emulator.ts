import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { NAMESPACE } from '#core/signals/namespace.ts';
import { type PASSED_OVER_BEHAVIOUR, PASSED_OVER_TYPES } from '#scripts/emulator/passed-over.ts';
import { EmulatedTemplate } from '#scripts/emulator/template-copy.ts';
import { type HttpAnswer, httpCall } from '../support/http-call.ts';
import { emulation, MODEL } from './emulation.ts';
import { deployProbe } from './probe-stack.ts';
import { callCloudFormation, logLinesWith, metricsOf, tablesSeenBy } from './services.ts';

const authorization = `Bearer ${emulation.key}`;

function ask(text: string): Promise<HttpAnswer> {
  const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] });
  return httpCall(emulation.baseUrl, { path: `/model/${MODEL}/converse`, headers: { authorization }, body });
}

/** Each test fails once MiniStack has learned what it names: then its entry and what stands in for it can go. */
describe('what is passed over', () => {
  describe.each(Object.keys(PASSED_OVER_TYPES))('%s', (type) => {
    it('is still refused', async () => {
      const TemplateBody = JSON.stringify({ Resources: { Probe: { Type: type, Properties: {} } } });

      const answer = await callCloudFormation('CreateStack', { StackName: 'Refused', TemplateBody });

      expect(answer).toContain(`Unrecognized resource types: [${type}]`);
    });

    it('is still in the template', async () => {
      const template = EmulatedTemplate.parse(JSON.parse(await readFile(emulation.templateFile, 'utf8')));

      expect(Object.values(template.Resources).map(({ Type }) => Type)).toContain(type);
    });
  });

  describe('behaviour', () => {
    let probe = '';
    beforeAll(async () => {
      probe = await deployProbe();
    });

    const tests: Readonly<Record<keyof typeof PASSED_OVER_BEHAVIOUR, () => Promise<void>>> = {
      'streaming-integration': async () => {
        const answer = await httpCall(emulation.endpoint, { method: 'GET', path: `${probe}/streaming` });

        expect(answer.status).toBe(500);
      },
      'awslambda-global': async () => {
        const answer = await httpCall(emulation.endpoint, { method: 'GET', path: `${probe}/buffered` });

        expect([answer.status, answer.body.toString()]).toEqual([200, 'undefined']);
      },
      'binary-answer-without-accept': async () => {
        const headers = { authorization };

        const answer = await httpCall(emulation.apiUrl, { method: 'GET', path: '/v1/healthz', headers });

        expect(Buffer.from(answer.body.toString(), 'base64').toString()).toBe(
          '{"status":"ok","stage":"dev"}',
        );
      },
      'slash-in-path-parameter': async () => {
        const model = encodeURIComponent(`arn:aws:bedrock:us-east-1::foundation-model/${MODEL}`);

        const answer = await httpCall(emulation.baseUrl, { path: `/model/${model}/converse`, body: '{}' });

        expect(answer.status).toBe(404);
      },
      'faults-on-request': async () => {
        const answer = await ask('Throttle me. [[fault:throttle=99]]');

        expect(answer.status).toBe(200);
      },
      'access-log': async () => {
        await ask('Write an access log.');

        expect(await logLinesWith('', 'GatewayLogs')).not.toEqual([]);
        expect(await logLinesWith('', 'AccessLogs')).toEqual([]);
      },
      'metric-math-alarms': async () => {
        const StackName = 'MetricMath';
        const Properties = {
          ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
          Metrics: [{ Id: 'one', Expression: '1', Period: 300, ReturnData: true }],
        };
        const TemplateBody = JSON.stringify({
          Resources: { Probe: { Type: 'AWS::CloudWatch::Alarm', Properties } },
        });

        await callCloudFormation('CreateStack', { StackName, TemplateBody });

        await vi.waitFor(async () =>
          expect(await callCloudFormation('DescribeStackEvents', { StackName })).toContain(
            'Properties.Metrics (metric math) is not supported',
          ),
        );
      },
      'embedded-metrics': async () => {
        await ask('Measure me.');

        await vi.waitFor(async () =>
          expect(await logLinesWith(`"Namespace":"${NAMESPACE}"`)).not.toEqual([]),
        );
        expect(await metricsOf(NAMESPACE)).toEqual([]);
      },
      permissions: async () => {
        expect(await tablesSeenBy({ accessKeyId: 'nobody', secretAccessKey: 'none' })).not.toEqual([]);
      },
    };

    it.each(Object.entries(tests))('%s is still lacking', (_name, test) => test());
  });
});
