import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { afterAll, describe, expect, it } from 'vitest';
import { Assessment } from '#core/maturity/assessment.ts';
import { Outlook } from '#core/outlook/outlook.ts';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { functionNamed } from '#scripts/local/teams/place.ts';
import { callModel, converseBody } from '../../support/converse-call.ts';
import { httpCall } from '../../support/http-call.ts';
import { useLocalStack } from '../../support/local-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'waymark-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reportFolder = join(folder, 'reports');
const running = useLocalStack({}, () => ({ reportFolder }));

const getMaturity = () => {
  const { baseUrl, authorization } = running();
  return httpCall(baseUrl, { method: 'GET', path: '/v1/maturity', headers: authorization });
};

describe('maturity in the local stack', () => {
  it('has no assessment at first and says how to make one', async () => {
    const { status, body } = await getMaturity();

    expect(status).toBe(404);
    expect(body.toString()).toContain('POST /v1/maturity/assessments');
  });

  it('calls AWS as the role of each function, so that CloudTrail tells them apart', async () => {
    const { stack } = running();
    await callModel(running(), converseBody('Hello.'));
    const { region } = stack.template;
    const client = new CloudTrailClient({
      endpoint: stack.aws.endpoint,
      region,
      credentials: LOCAL_CREDENTIALS,
    });

    const { Events = [] } = await client.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'Converse' }],
      }),
    );
    client.destroy();

    const gatewayRole = functionNamed(stack.template, 'maturity').environment.GATEWAY_ROLE_ARN ?? '-';
    expect(Events).toHaveLength(1);
    expect(Events[0]?.CloudTrailEvent).toContain(`"arn":"${gatewayRole}"`);
  });

  it('assesses when a schedule is due, and its report is where its link says', async () => {
    const { stack } = running();

    await stack.schedules.advanceTo(stack.schedules.nowMs() + 24 * 60 * 60_000); // other functions have theirs

    const [line = ''] = stack.logLines('maturity').filter((text) => text.includes('"reportKey"'));
    const { reportKey } = JSON.parse(line);
    const { status, body } = await getMaturity();
    const assessment = Assessment.parse(JSON.parse(body.toString()));
    expect(status).toBe(200);
    expect(assessment.scope).toMatchObject({ stage: 'dev', region: 'us-east-1' });
    expect(assessment.unmeasured.filter(({ permission }) => permission !== undefined)).toEqual([]);
    const text = readFileSync(join(reportFolder, reportKey.replace('.html', '.txt')), 'utf8');
    const [link = ''] = /file:\/\/\S+/.exec(text) ?? [];
    expect(fileURLToPath(link)).toBe(join(reportFolder, reportKey));
    expect(existsSync(fileURLToPath(link))).toBe(true);
  });

  it('looks ahead beside it, and answers why it cannot say much of a day-old stack', async () => {
    const { baseUrl, authorization } = running();

    const { status, body } = await httpCall(baseUrl, {
      method: 'GET',
      path: '/v1/outlook',
      headers: authorization,
    });

    expect(status).toBe(200);
    const { scope, series, adoption } = Outlook.parse(JSON.parse(body.toString()));
    expect(scope).toMatchObject({ stage: 'dev', region: 'us-east-1' });
    expect(series[0]?.forecast).toMatchObject({
      reason: expect.stringContaining('a forecast takes 12 over 13'),
    });
    expect(adoption.at(-1)?.curve).toMatchObject({ reason: expect.stringContaining('the S-curve takes 8') });
  });
});
