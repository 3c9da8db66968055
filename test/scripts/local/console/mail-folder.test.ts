import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMail } from '#scripts/local/aws/mail-format.ts';
import { decodeMail } from '#scripts/local/console/decode-mail.ts';
import { createMailFolder } from '#scripts/local/console/mail-folder.ts';

const mail = {
  topicArn: 'arn:aws:sns:us-east-1:1:t',
  messageId: 'm',
  to: 'a@b.test',
  sentMs: Date.UTC(2026, 10, 21, 12),
};

describe('a mail', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'grapheme' })
          .filter((subject) => !/[\r\n]/.test(subject) && subject.trim() === subject),
        fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/\r\n?/g, '\n').trimEnd()),
        (subject, text) => {
          expect(decodeMail(encodeMail({ ...mail, subject, text }))).toEqual({
            ...{ to: 'a@b.test', subject, text, sentAt: '2026-11-21T12:00:00.000Z' },
          });
        },
      ),
    );
  });
});

describe('a folder of mails', () => {
  it('gives the newest first, and none before the first one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'waymark-mails-'));
    const missing = createMailFolder(join(folder, 'missing'));
    for (const name of ['2026-11-20-a.eml', '2026-11-21-b.eml', '2026-11-19-c.eml', 'note.txt'])
      await writeFile(join(folder, name), encodeMail({ ...mail, subject: name, text: 'text' }));

    const newest = await createMailFolder(folder).newest(2);

    expect(newest.map(({ subject }) => subject)).toEqual(['2026-11-21-b.eml', '2026-11-20-a.eml']);
    expect(await missing.newest(5)).toEqual([]);
    await rm(folder, { recursive: true });
  });
});
