import { describe, expect, test } from 'vitest';
import {
  DEFAULT_PIPELINE_ROLE_PATTERN,
  principalOf,
  roleNameOf,
  TrailEvent,
} from '#core/maturity/trail-event.ts';

const PIPELINES = new RegExp(DEFAULT_PIPELINE_ROLE_PATTERN, 'i');
const principal = (userIdentity: unknown) =>
  principalOf(
    TrailEvent.parse({ eventName: 'UpdateGuardrail', eventTime: '2026-11-20T06:00:00Z', userIdentity }),
    PIPELINES,
  );
const assumed = (role: string, path = '') => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::123456789012:assumed-role/${role}/session`,
  sessionContext: {
    sessionIssuer: { arn: `arn:aws:iam::123456789012:role/${path}${role}`, userName: role },
  },
});

describe('principalOf', () => {
  test.each([
    'AWSCodePipelineServiceRole-us-east-1-app',
    'codebuild-app-service-role',
    'GitHubActionsDeploy',
  ])('%s is a pipeline', (role) => {
    expect(principal(assumed(role))).toEqual({ kind: 'pipeline', name: role });
  });

  test('a session that came through GitHub Actions is a pipeline, whatever its role is called', () => {
    const role = assumed('release');
    const webIdFederationData = {
      federatedProvider: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
    };

    const identity = { ...role, sessionContext: { ...role.sessionContext, webIdFederationData } };

    expect(principal(identity)).toEqual({ kind: 'pipeline', name: 'release' });
  });

  test.each([
    assumed('cdk-hnb659fds-cfn-exec-role-123456789012-us-east-1'),
    assumed('cdk-hnb659fds-deploy-role-123456789012-us-east-1'),
    { ...assumed('Admin'), invokedBy: 'cloudformation.amazonaws.com' },
  ])('a deployment from anywhere is a template', (identity) => {
    expect(principal(identity).kind).toBe('template');
  });

  test('what CloudFormation does for a pipeline is the pipeline', () => {
    const byPipeline = { ...assumed('GitHubActionsDeploy'), invokedBy: 'cloudformation.amazonaws.com' };

    expect(principal(byPipeline).kind).toBe('pipeline');
  });

  test.each([
    ['a service', { type: 'AWSService', invokedBy: 'bedrock.amazonaws.com' }],
    ['a service on behalf of a role', { ...assumed('agent'), invokedBy: 'bedrock.amazonaws.com' }],
    ['a service-linked role', assumed('AWSServiceRoleForSupport', 'aws-service-role/support.amazonaws.com/')],
  ])('%s is nobody', (_, identity) => {
    expect(principal(identity).kind).toBe('service');
  });

  test.each([
    [assumed('AWSReservedSSO_Admin_0123'), 'AWSReservedSSO_Admin_0123'],
    [assumed('github-org-admins'), 'github-org-admins'],
    [{ type: 'IAMUser', arn: 'arn:aws:iam::123456789012:user/team/ann' }, 'ann'],
    [{ type: 'IAMUser', userName: 'ann' }, 'ann'],
    [{ type: 'Root', arn: 'arn:aws:iam::123456789012:root', userName: 'the-company' }, 'root'],
    [undefined, 'unknown'],
  ])('%o is a person', (identity, name) => {
    expect(principal(identity)).toEqual({ kind: 'hand', name });
  });
});

test('roleNameOf reads role, session and user ARNs', () => {
  expect(roleNameOf('arn:aws:iam::123456789012:role/path/to/gateway')).toBe('gateway');
  expect(roleNameOf('arn:aws:sts::123456789012:assumed-role/gateway/session')).toBe('gateway');
  expect(roleNameOf('arn:aws:iam::123456789012:user/ann')).toBe('ann');
  expect(roleNameOf('arn:aws:iam::123456789012:root')).toBeUndefined();
  expect(roleNameOf(undefined)).toBeUndefined();
});
