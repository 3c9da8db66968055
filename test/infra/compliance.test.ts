import { type App, Stack, Validations } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { addComplianceChecks } from '#infra/compliance-checks.ts';
import { acknowledge, MIN_REASON_LENGTH } from '#infra/constructs/acknowledge.ts';
import { emptyApp, synthesise } from './support.ts';

interface Acknowledged {
  readonly path: string;
  readonly id: string;
  readonly reason: string;
}

function acknowledgementsOf(app: App): Acknowledged[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) =>
        Object.entries(data as Record<string, string>).map(([id, reason]) => ({
          path: node.path,
          id: id.replace(/^annotation::/i, ''),
          reason,
        })),
      ),
  );
}

const EXISTING = {
  mode: 'existing',
  arn: 'arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123def456',
  version: '7',
};
const WEB_ACL =
  'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shield/0a1b2c3d-0000-1111-2222-333344445555';
const APPLICATION_PROFILE =
  'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6';

describe('the AwsSolutions and Serverless packs', () => {
  it.each([
    ['dev', {}],
    ['test', {}],
    ['prod', {}],
    ['dev', { auth: 'iam' }],
    ['dev', { reservedConcurrency: { gateway: 'none', authorizer: 'none', feedback: 'none' } }],
    ['prod', { guardrail: { mode: 'off' }, alarmEmail: 'ops@example.com' }],
    ['prod', { guardrail: EXISTING, webAclArn: WEB_ACL, region: 'eu-central-1' }],
    ['dev', { apiGatewayLogRole: 'managed', models: [APPLICATION_PROFILE] }],
  ])('find nothing unacknowledged in %s with %j', (stage, settings) => {
    expect(() => synthesise(settings, stage)).not.toThrow();
  });

  it('stop the synth of a bad stack, naming rule and resource', () => {
    const app = emptyApp();
    const stack = new Stack(app, 'Bad');
    new Bucket(stack, 'Open');
    addComplianceChecks(app);

    expect(() => app.synth()).toThrow(/AwsSolutions-S1[\s\S]*Bad\/Open/);
  });

  it('stop the synth of an API that nobody has to be authorised for', () => {
    const app = emptyApp();
    const api = new RestApi(new Stack(app, 'Bad'), 'Api');
    api.root.addMethod('GET', new MockIntegration());
    addComplianceChecks(app);

    expect(() => app.synth()).toThrow(/AwsSolutions-APIG4/);
  });

  it('stop the synth of a role that may do anything, in spite of a neighbour acknowledged for less', () => {
    const app = emptyApp();
    const role = new Role(new Stack(app, 'Bad'), 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Only the resource.' });
    addComplianceChecks(app);

    expect(() => app.synth()).toThrow(/IAM5\[Action::s3:\*\]/);
  });
});

describe('acknowledgements', () => {
  const acknowledgements = acknowledgementsOf(synthesise({}, 'dev').app);

  it('are these, and no other', () => {
    const fm = (id: string) =>
      `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/${id}]`;

    expect(new Set(acknowledgements.map(({ path, id }) => `${path} ${id}`))).toEqual(
      new Set([
        'Waymark-dev/HashSecret/Secret/Resource AwsSolutions-SMG4',
        'Waymark-dev/Keys/AuthorizerFunction/Role AwsSolutions-IAM5[Resource::*]',
        'Waymark-dev/Keys/AuthorizerFunction/Handler/Resource Serverless-LambdaDLQ',
        'Waymark-dev/Gateway/Role AwsSolutions-IAM5[Resource::*]',
        'Waymark-dev/Gateway/Handler/Resource Serverless-LambdaDLQ',
        `Waymark-dev/Gateway/Role ${fm('amazon.nova-micro-v1:0')}`,
        `Waymark-dev/Gateway/Role ${fm('amazon.nova-lite-v1:0')}`,
        `Waymark-dev/Gateway/Role ${fm('amazon.nova-pro-v1:0')}`,
        `Waymark-dev/Gateway/Role ${fm('anthropic.claude-sonnet-5')}`,
        `Waymark-dev/Gateway/Role ${fm('anthropic.claude-haiku-4-5-20251001-v1:0')}`,
        'Waymark-dev/Feedback/Role AwsSolutions-IAM5[Resource::*]',
        'Waymark-dev/Feedback/Handler/Resource Serverless-LambdaDLQ',
        'Waymark-dev/GatewayApi/Api/Resource AwsSolutions-APIG2',
        'Waymark-dev/GatewayApi/Api/Default AwsSolutions-COG4',
        'Waymark-dev/GatewayApi/Api/DeploymentStage.dev/Resource AwsSolutions-APIG3',
        'Waymark-dev/Evidence/Bucket/Resource AwsSolutions-S1',
        'Waymark-dev/Maturity/DeadLetters/Resource Serverless-SQSRedrivePolicy',
        'Waymark-dev/Maturity/Role AwsSolutions-IAM5[Resource::*]',
        expect.stringMatching(
          /^Waymark-dev\/Maturity\/Role AwsSolutions-IAM5\[Resource::<Evidence\w+\.Arn>\/\*]$/,
        ),
        'Waymark-dev/Maturity/Role AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:budgets::<AWS::AccountId>:budget/*]',
        'Waymark-dev/Maturity/Role AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:role/*]',
        'Waymark-dev/Maturity/Role AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sns:<AWS::Region>:<AWS::AccountId>:*]',
        expect.stringMatching(
          /^Waymark-dev\/MaturitySchedules\/Role AwsSolutions-IAM5\[Resource::<Maturity\w+\.Arn>:\*]$/,
        ),
        'Waymark-dev/Costs/Function/Role AwsSolutions-IAM5[Resource::*]',
        'Waymark-dev/Costs/Function/DeadLetters/Resource Serverless-SQSRedrivePolicy',
        expect.stringMatching(
          /^Waymark-dev\/Costs\/ScheduleRole AwsSolutions-IAM5\[Resource::<Costs\w+\.Arn>:\*]$/,
        ),
      ]),
    );
  });

  it('are few', () => {
    expect(acknowledgements.length).toBeLessThanOrEqual(28);
  });

  it('carry a reason each', () => {
    expect(acknowledgements.filter(({ reason }) => reason.length < MIN_REASON_LENGTH)).toEqual([]);
  });

  it('never cover a whole stack', () => {
    expect(acknowledgements.filter(({ path }) => !path.includes('/'))).toEqual([]);
  });

  it('are refused without a reason', () => {
    const stack = new Stack(emptyApp(), 'Stack');

    expect(() => acknowledge(stack, { id: 'AwsSolutions-S1', reason: 'because' })).toThrow(
      'AwsSolutions-S1: "because" is no reason',
    );
  });
});
