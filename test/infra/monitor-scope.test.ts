import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnRestApi, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { MonitorScope } from '#infra/constructs/monitor-scope.ts';

function createShop() {
  const stack = new Stack(new App(), 'Shop');
  const cart = new Construct(stack, 'Cart');
  const addFunction = (scope: Construct, id: string) =>
    new LambdaFunction(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => {}'),
    });
  addFunction(cart, 'Add');
  addFunction(stack, 'Pay');
  new RestApi(stack, 'Api', { restApiName: 'shop' }).root.addMethod('GET', new MockIntegration());
  return { stack, cart };
}

const alarmsOf = (stack: Stack) =>
  Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties,
  );
const bodyOf = (stack: Stack) =>
  JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));

describe('monitoring of a scope', () => {
  it('alarms on each function and each API', () => {
    const { stack } = createShop();

    const { alarmArns } = new MonitorScope(stack, 'Monitoring');

    expect(alarmArns).toHaveLength(4);
    expect(alarmsOf(stack).map(({ AlarmDescription }) => AlarmDescription.split(':')[0])).toEqual([
      'Lambda errors',
      'Lambda errors',
      'API server errors',
      'API client errors',
    ]);
    expect(alarmsOf(stack)[0]).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^CartAdd/) } }],
      AlarmActions: [],
    });
  });

  it('tells a topic, and names another runbook', () => {
    const { stack } = createShop();

    new MonitorScope(stack, 'Monitoring', {
      topic: new Topic(stack, 'Topic'),
      runbook: 'https://wiki/runbook',
    });

    for (const alarm of alarmsOf(stack)) {
      expect(alarm.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Topic/) }]);
      expect(alarm.OKActions).toEqual(alarm.AlarmActions);
      expect(alarm.AlarmDescription).toMatch(/ https:\/\/wiki\/runbook#[a-z-]+$/);
    }
  });

  it('draws them, with the thresholds of the alarms', () => {
    const { stack } = createShop();

    const { dashboardUrl } = new MonitorScope(stack, 'Monitoring', { title: 'The shop' });

    expect(bodyOf(stack)).toContain('# The shop');
    expect(bodyOf(stack)).toMatch(/label\\":\\"Cart-Add.*label\\":\\"Pay/);
    expect(bodyOf(stack)).toContain('Alarm: at least 5 % of API requests');
    expect(dashboardUrl).toContain('#dashboards:name=');
  });

  it('is of a part only when told so', () => {
    const { stack, cart } = createShop();

    const { alarmArns } = new MonitorScope(stack, 'Monitoring', { of: cart });

    expect(alarmArns).toHaveLength(1);
    expect(bodyOf(stack)).not.toContain('API requests');
  });

  it('can do without alarms or dashboard', () => {
    const { stack } = createShop();

    const monitoring = new MonitorScope(stack, 'Monitoring', { alarms: false, dashboard: false });

    expect([monitoring.alarmArns, monitoring.dashboardUrl]).toEqual([[], undefined]);
    expect(alarmsOf(stack)).toEqual([]);
    expect(bodyOf(stack)).toBe('{}');
  });

  it('takes resources of the first layer too', () => {
    const stack = new Stack(new App(), 'Shop');
    new CfnFunction(stack, 'Raw', { code: { zipFile: '' }, role: 'arn:aws:iam::123456789012:role/raw' });

    expect(new MonitorScope(stack, 'Monitoring').alarmArns).toHaveLength(1);
    expect(bodyOf(stack)).toContain('Raw');
  });

  it('fails the synth where there is nothing to monitor, or an API without a name', () => {
    const stack = new Stack(new App(), 'Shop');

    expect(() => new MonitorScope(stack, 'Monitoring')).toThrow(
      'Shop holds no Lambda function and no REST API: create Monitoring after them.',
    );
    new CfnRestApi(stack, 'FromBody', { body: {} });
    expect(() => new MonitorScope(stack, 'More')).toThrow('Shop/FromBody has no name');
  });
});
