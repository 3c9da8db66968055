import { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, test } from 'vitest';
import { createReportMail } from '#adapters/report-mail.ts';
import { UpstreamError } from '#core/errors.ts';
import { serviceFailure, stubClient } from '../support/stub-client.ts';

const topicArn = 'arn:aws:sns:us-east-1:123456789012:reports';

async function send(subject: string, text: string): Promise<Readonly<Record<string, unknown>>> {
  const { client, calls } = stubClient(new SNSClient({ region: 'us-east-1' }), () => ({ MessageId: '1' }));
  await createReportMail({ topicArn, client }).send({ subject, text });
  return calls[0]?.input ?? {};
}

describe('a mail', () => {
  test('goes to the topic as it is', async () => {
    const input = await send('Team A is at level 2', 'Größe');

    expect(input).toEqual({ TopicArn: topicArn, Subject: 'Team A is at level 2', Message: 'Größe' });
  });

  test.each([
    ['  Überblick\r\nBcc: x@example.org', 'Uberblick Bcc: x@example.org'],
    ['日本', 'Waymark report'],
    ['a'.repeat(120), `${'a'.repeat(97)}...`],
  ])('writes the subject %o as SNS takes it', async (subject, expected) => {
    expect((await send(subject, 'text')).Subject).toBe(expected);
  });

  test('cuts a text that SNS would refuse and says so', async () => {
    const { Message: message } = await send('subject', 'ü'.repeat(200_000));

    expect(Buffer.byteLength(String(message))).toBeLessThanOrEqual(256 * 1024);
    expect(message).toContain('[cut here');
    expect(message).not.toContain('\ufffd');
  });

  test('that SNS refuses is an error with its code, without its message', async () => {
    const { client } = stubClient(new SNSClient({ region: 'us-east-1' }), () => {
      throw serviceFailure('AuthorizationError', 403);
    });

    const sending = createReportMail({ topicArn, client }).send({ subject: 'subject', text: 'text' });

    await expect(sending).rejects.toBeInstanceOf(UpstreamError);
    await expect(sending).rejects.toThrow(`SNS did not take the mail for ${topicArn}: AuthorizationError.`);
  });
});
