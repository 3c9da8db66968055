import { describe, expect, it } from 'vitest';
import { DASHBOARD_IDS } from '#dashboards/options.ts';
import { findOne, ofType, type Resource, synthesise } from './support.ts';

const dashboardsOf = (resources: Readonly<Record<string, Resource>>) =>
  ofType(resources, 'AWS::CloudWatch::Dashboard').map(([, { Properties }]) => Properties);

/** A body with its references written as `<LogicalId>`. */
function bodyOf({ DashboardBody }: Readonly<Record<string, unknown>>): string {
  const { 'Fn::Join': [, parts] = ['', []] } = DashboardBody as { 'Fn::Join'?: [string, unknown[]] };
  return parts
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part).replaceAll('"', "'")))
    .join('');
}

const { resources, template } = synthesise();

describe('dashboards', () => {
  it('are six, named after stack and Region: they are global', () => {
    expect(dashboardsOf(resources).map(({ DashboardName }) => DashboardName)).toEqual(
      DASHBOARD_IDS.map((id) => ({
        'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, '-', { Ref: 'AWS::Region' }, `-${id}`]],
      })),
    );
  });

  it('are bodies that can be read, with the log groups, alarms and rule of the stack', () => {
    const bodies = dashboardsOf(resources).map(bodyOf);

    for (const body of bodies) expect(() => JSON.parse(body)).not.toThrow();
    expect(bodies[0]).toMatch(/SOURCE '\{'Ref':'MaturityLogs\w+'\}' \|/);
    expect(bodies[0]).toMatch(/"alarms":\["\{'Fn::GetAtt':\['ViewAlarms\w+','Arn'\]\}"/);
    expect(bodies[4]).toContain(`"ruleName":"{'Ref':'AWS::StackName'}-model-routing"`);
  });

  it('are the overview alone when the settings say so, without the rule that only level 4 shows', () => {
    const { resources: few } = synthesise({ dashboards: 'overview' });

    expect(dashboardsOf(few)).toHaveLength(1);
    expect(bodyOf(dashboardsOf(few)[0] ?? {})).not.toContain('level-1');
    expect(ofType(few, 'AWS::CloudWatch::InsightRule')).toEqual([]);
  });

  it('leave the template far below the megabyte that CloudFormation takes', () => {
    expect(Buffer.byteLength(JSON.stringify(template.toJSON()))).toBeLessThan(500_000);
  });
});

describe('the rule for model routing', () => {
  it('counts the gateway’s records by model', () => {
    const { Properties } = findOne(resources, 'AWS::CloudWatch::InsightRule');
    const { 'Fn::Join': [, parts] = ['', []] } = Properties.RuleBody as { 'Fn::Join'?: [string, unknown[]] };
    const rule = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'group')).join(''));

    expect(rule).toEqual({
      Schema: { Name: 'CloudWatchLogRule', Version: 1 },
      LogGroupNames: ['group'],
      LogFormat: 'JSON',
      Contribution: { Keys: ['$.Model'], Filters: [{ Match: '$.message', In: ['invocation'] }] },
      AggregateOn: 'Count',
    });
    expect(parts).toContainEqual({ Ref: expect.stringMatching(/^GatewayLogs/) });
    expect(Properties.RuleState).toBe('ENABLED');
  });
});
