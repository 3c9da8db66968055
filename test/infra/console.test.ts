import { describe, expect, it } from 'vitest';
import { bundleSite } from '#infra/constructs/site-bundle.ts';
import { CONSOLE_ROUTES, ROUTES } from '#infra/routes.ts';
import { grantsOf } from './iam.ts';
import { findOne, ofType, synthesise } from './support.ts';

/** What a page may weigh: it is read over a mobile connection as well. */
const MAX_PAGE_BYTES = 300_000;

describe('the console', () => {
  it('is not there unless a setting says so', () => {
    const { resources } = synthesise();

    expect(ofType(resources, 'AWS::Lambda::Function').filter(([id]) => id.startsWith('Console'))).toEqual([]);
    expect(ofType(resources, 'AWS::ApiGateway::Method')).toHaveLength(ROUTES.length);
  });

  it.each(['keys', 'iam'])('is behind the same authorisation as everything else: %s', (auth) => {
    const { resources } = synthesise({ console: true, auth });

    const methods = ofType(resources, 'AWS::ApiGateway::Method').map(([, { Properties }]) => Properties);
    const kinds = new Set(
      methods.map(({ AuthorizationType, AuthorizerId }) => JSON.stringify([AuthorizationType, AuthorizerId])),
    );
    expect(methods).toHaveLength(ROUTES.length + CONSOLE_ROUTES.length);
    expect(kinds.size).toBe(1);
    expect([...kinds][0]).toContain(auth === 'keys' ? 'CUSTOM' : 'AWS_IAM');
  });

  it('reads what it shows, and changes nothing', () => {
    const grants = grantsOf(synthesise({ console: true }).resources, 'ConsoleRole').map((grant) =>
      grant.replaceAll(/[0-9A-F]{8}(?=[.>])/g, ''),
    );

    const dashboard = (id: string) =>
      `cloudwatch:GetDashboard arn:<AWS::Partition>:cloudwatch::<AWS::AccountId>:dashboard/<AWS::StackName>-<AWS::Region>-${id}`;
    expect(grants.toSorted()).toEqual(
      [
        'cloudwatch:DescribeAlarms *',
        ...['overview', 'level-1', 'level-2', 'level-3', 'level-4', 'level-5'].map(dashboard),
        'cloudwatch:GetInsightRuleReport arn:<AWS::Partition>:cloudwatch:<AWS::Region>:<AWS::AccountId>:insight-rule/<AWS::StackName>-*',
        'cloudwatch:GetMetricData *',
        'kms:Decrypt <DataKey.Arn>',
        'logs:CreateLogStream <ConsoleLogs.Arn>',
        'logs:FilterLogEvents <GatewayLogs.Arn>',
        'logs:GetQueryResults *',
        'logs:PutLogEvents <ConsoleLogs.Arn>',
        ...['FeedbackLogs', 'GatewayApiAccessLogs', 'GatewayLogs', 'MaturityLogs'].map(
          (group) => `logs:StartQuery <${group}.Arn>`,
        ),
        's3:GetObject <EvidenceBucket.Arn>/latest/*',
        's3:ListBucket <EvidenceBucket.Arn>',
        'xray:PutTelemetryRecords *',
        'xray:PutTraceSegments *',
      ].toSorted(),
    );
  });

  it('has the concurrency of the settings', () => {
    const { resources } = synthesise({ console: true, reservedConcurrency: { console: 3 } });

    expect(
      findOne(resources, 'AWS::Lambda::Function', 'Console').Properties.ReservedConcurrentExecutions,
    ).toBe(3);
  });

  it('has a page that weighs little and keeps the licence of what it brings along', () => {
    const files = bundleSite();

    const bytes = files.reduce((sum, { contents }) => sum + Buffer.byteLength(contents), 0);
    const script = files.find(({ name }) => name === 'console.js');
    expect(files.map(({ name }) => name).toSorted()).toEqual([
      'console.css',
      'console.js',
      'index.html',
      'runbook.md', // fetched when the alarms are looked at
    ]);
    expect(bytes).toBeLessThan(MAX_PAGE_BYTES);
    expect(Buffer.from(script?.contents ?? '').toString()).toMatch(
      /^\/\* uPlot[\s\S]*MIT License[\s\S]*Leon Sorokin/,
    );
  });
});
