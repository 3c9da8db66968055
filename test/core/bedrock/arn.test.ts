import { describe, expect, it } from 'vitest';
import { accountOfArn } from '#core/bedrock/arn.ts';

describe('accountOfArn', () => {
  it.each([
    ['arn:aws:secretsmanager:us-east-1:123456789012:secret:hash-AbCdEf', '123456789012'],
    ['arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/us.x', '123456789012'],
    ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0', undefined],
    ['us.amazon.nova-lite-v1:0:a:b:c', undefined],
    ['arn:aws', undefined],
    ['', undefined],
  ])('reads of %j: %s', (text, expected) => {
    expect(accountOfArn(text)).toBe(expected);
  });
});
