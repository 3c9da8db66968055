import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { UpstreamError } from '#core/errors.ts';
import type { ReportMail } from '#functions/ports.ts';
import { type ClientOptions, clientConfiguration } from './evidence/clients.ts';
import { codeOf } from './evidence/failure.ts';

/** Longest subject that SNS takes. */
const MAX_SUBJECT_LENGTH = 100;
/** Largest message that SNS takes, in bytes, with room for the words that say it was cut. */
const MAX_TEXT_BYTES = 256 * 1024 - 200;

/** Mail through a topic with a client of its own. */
export function createTopicMail({
  topicArn,
  ...options
}: ClientOptions & { readonly topicArn: string }): ReportMail {
  return createReportMail({ topicArn, client: new SNSClient(clientConfiguration(options)) });
}

/** Mail through an SNS topic. */
export function createReportMail({
  topicArn,
  client,
}: {
  readonly topicArn: string;
  readonly client: SNSClient;
}): ReportMail {
  return {
    send: async ({ subject, text }) => {
      const command = new PublishCommand({
        TopicArn: topicArn,
        Subject: toSubject(subject),
        Message: toMessage(text),
      });
      await client.send(command).catch((error: unknown) => {
        throw new UpstreamError(`SNS did not take the mail for ${topicArn}: ${codeOf(error)}.`, {
          cause: error,
          retryable: true,
        });
      });
    },
  };
}

/** SNS takes printable ASCII in a subject, and no space in front. */
function toSubject(subject: string): string {
  const plain = subject
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  const fitting =
    plain.length <= MAX_SUBJECT_LENGTH ? plain : `${plain.slice(0, MAX_SUBJECT_LENGTH - 3).trimEnd()}...`;
  return fitting || 'Waymark report';
}

function toMessage(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.byteLength <= MAX_TEXT_BYTES) return text;
  const cut = new TextDecoder().decode(bytes.subarray(0, MAX_TEXT_BYTES)).replace(/\ufffd$/, '');
  return `${cut}\n\n[cut here: the mail was too long; the stored report has all of it]\n`;
}
