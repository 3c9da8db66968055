import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfirmSubscriptionCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMailbox, type Mail } from '#scripts/local/aws/mail.ts';
import { encodeHeader, encodeMail } from '#scripts/local/aws/mail-format.ts';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { clientOptions } from './target.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:reports';
const nowMs = Date.parse('2026-11-21T12:00:00Z');
const mail: Mail = {
  topicArn: TopicArn,
  messageId: '00000000-0000-0000-0000-000000000001',
  to: 'reader@example.com',
  subject: 'Maturity: level 3',
  text: 'text',
  sentMs: nowMs,
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-mail-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** The text of a mail as a reader's program shows it. */
function decode(eml: string): string {
  const body = eml.slice(eml.indexOf('\r\n\r\n') + 4);
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

describe('a topic with readers', () => {
  let aws: EmbeddedAws;
  let client: SNSClient;
  const onMail = vi.fn<(mail: Mail, file: string | undefined) => void>();

  beforeEach(async () => {
    onMail.mockReset();
    const subscriptions = [
      { protocol: 'email', endpoint: 'first@example.com' },
      { protocol: 'email', endpoint: 'second@example.com' },
      { protocol: 'email', endpoint: 'pending@example.com', isConfirmed: false },
      { protocol: 'https', endpoint: 'https://example.com' },
    ];
    const account = { topics: [{ arn: TopicArn, subscriptions }] };
    aws = await startEmbeddedAws({ account, mailFolder: join(folder, 'new'), onMail, now: () => nowMs });
    client = new SNSClient(clientOptions(() => aws.endpoint));
  });

  afterEach(async () => {
    client.destroy();
    await aws.close();
  });

  test('writes a file for each confirmed reader', async () => {
    const Message = 'Grüße, 🌍\r\n\n.\nFrom here = there \t\nlast';
    await client.send(new PublishCommand({ TopicArn, Subject: 'Maturity: level 3', Message }));
    await aws.close();

    const files = (await readdir(join(folder, 'new'))).sort();
    const mails = await Promise.all(files.map((file) => readFile(join(folder, 'new', file), 'latin1')));

    expect(files).toHaveLength(2);
    expect(files[0]).toMatch(/^2026-11-21T12-00-00-000Z-[0-9a-f-]{36}-1\.eml$/);
    expect((await stat(join(folder, 'new', files[0] ?? ''))).mode & 0o777).toBe(0o600);
    expect(mails[0]).toContain('\r\nTo: first@example.com\r\nSubject: Maturity: level 3\r\n');
    expect(mails[1]).toContain('\r\nTo: second@example.com\r\n');
    expect(mails[0]).toContain('\r\nDate: Sat, 21 Nov 2026 12:00:00 +0000\r\n');
    expect(decode(mails[0] ?? '')).toBe(`${Message.replace(/\r?\n/g, '\r\n')}\r\n`);
  });

  test('tells about each mail with its file', async () => {
    await client.send(new PublishCommand({ TopicArn, Message: 'text' }));
    await aws.close();

    const [[told, file] = []] = onMail.mock.calls;

    expect(onMail).toHaveBeenCalledTimes(2);
    expect(told).toMatchObject({
      to: 'first@example.com',
      subject: 'AWS Notification Message',
      text: 'text',
    });
    expect(await readFile(file ?? '', 'utf8')).toContain('\r\n\r\ntext\r\n');
  });

  test('sends the text for mail out of several', async () => {
    const Message = JSON.stringify({ default: 'short', email: 'long' });
    await client.send(new PublishCommand({ TopicArn, Message, MessageStructure: 'json' }));
    await aws.close();

    expect(onMail.mock.calls[0]?.[0].text).toBe('long');
  });

  test('asks a new reader, and sends once confirmed', async () => {
    const input = { TopicArn, Protocol: 'email', Endpoint: 'new@example.com' };
    await client.send(new SubscribeCommand(input));
    await vi.waitFor(() => expect(onMail).toHaveBeenCalledOnce());
    const Token = /[0-9a-f]{32}/.exec(onMail.mock.calls[0]?.[0].text ?? '')?.[0];
    await client.send(new PublishCommand({ TopicArn, Message: 'before' }));
    const { SubscriptionArn } = await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    await client.send(new PublishCommand({ TopicArn, Message: 'after' }));
    const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    await aws.close();

    const received = onMail.mock.calls.filter(([{ to }]) => to === 'new@example.com');

    expect(received.map(([{ text }]) => text).slice(1)).toEqual(['after']);
    expect(Subscriptions.at(-1)).toMatchObject({ ...input, SubscriptionArn });
  });
});

describe('a mail', () => {
  test('has lines that every mail program takes', () => {
    const text = `${'ä'.repeat(500)}\n${'a'.repeat(2_000)}\n${' '.repeat(300)}`;
    const eml = encodeMail({ ...mail, text });

    expect(Math.max(...eml.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(76);
    expect(eml).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(eml.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(decode(eml)).toBe(`${text.replaceAll('\n', '\r\n')}\r\n`);
  });

  test.each(['Reifegrad für Grüße', '🌍'.repeat(60), '=?UTF-8?B?x?=', 'a\r\nBcc: b@example.com'])(
    'carries the subject %j in encoded words',
    (subject) => {
      const lines = encodeHeader(subject).split('\r\n ');
      const words = lines.map((line) => /^=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=$/.exec(line)?.[1] ?? '');

      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(75);
      expect(words.map((word) => Buffer.from(word, 'base64').toString('utf8')).join('')).toBe(subject);
    },
  );

  test('that cannot be written is a warning, and the next one is written', async () => {
    const onWarning = vi.fn();
    const file = join(folder, 'file');
    const blocked = createMailbox({ folder: join(file, 'below'), onWarning });
    const open = createMailbox({ folder: file, onWarning });
    open.deliver(mail);
    await open.written();
    const written = createMailbox({ folder: join(file, (await readdir(file))[0] ?? ''), onWarning });

    written.deliver(mail);
    await written.written();
    blocked.deliver(mail);
    await blocked.written();

    expect(onWarning).toHaveBeenCalledOnce();
    expect(onWarning.mock.calls[0]?.[0]).toContain('A mail to reader@example.com was not kept');
  });
});
