import { describe, expect, it } from 'vitest';
import type { Statement } from './iam.ts';
import { findOne, synthesise } from './support.ts';

describe('resource policies', () => {
  const { resources } = synthesise();
  const statementsOfKey = (
    findOne(resources, 'AWS::KMS::Key').Properties.KeyPolicy as { Statement: Statement[] }
  ).Statement;
  const statementsOfTopic = (
    findOne(resources, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument as { Statement: Statement[] }
  ).Statement;

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

  it('refuse to publish to the topic without TLS', () => {
    expect(JSON.stringify(statementsOfTopic)).toContain('"aws:SecureTransport":"false"');
  });
});
