import { describe, expect, it } from 'vitest';
import type { Statement } from './iam.ts';
import { findOne, synthesise } from './support.ts';

describe('resource policies', () => {
  const { resources } = synthesise();
  const statementsOfKey = (
    findOne(resources, 'AWS::KMS::Key').Properties.KeyPolicy as { Statement: Statement[] }
  ).Statement;
  const statementsOf = (type: string, prefix: string) =>
    (findOne(resources, type, prefix).Properties.PolicyDocument as { Statement: Statement[] }).Statement;
  const statementsOfTopic = statementsOf('AWS::SNS::TopicPolicy', 'AlarmTopic');

  it('let a service act only for this account', () => {
    const forServices = [...statementsOfKey, ...statementsOfTopic].filter((statement) =>
      JSON.stringify(statement).includes('"Service"'),
    );

    expect(forServices.length).toBe(3);
    for (const { Condition } of forServices)
      expect(JSON.stringify(Condition)).toMatch(
        /aws:SourceAccount|kms:EncryptionContext:aws:logs:arn.*AWS::AccountId/,
      );
  });

  it.each([
    ['AWS::SNS::TopicPolicy', 'AlarmTopic'],
    ['AWS::SNS::TopicPolicy', 'ReportTopic'],
    ['AWS::S3::BucketPolicy', 'Evidence'],
  ])('refuse whatever comes without TLS: %s %s', (type, prefix) => {
    const denied = statementsOf(type, prefix).filter(({ Effect }) => Effect === 'Deny');

    expect(JSON.stringify(denied)).toContain('"aws:SecureTransport":"false"');
  });
});
