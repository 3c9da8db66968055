import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailReader, SentMail } from '#functions/console-ports.ts';
import { decodeMail } from './decode-mail.ts';

/** The mails in a folder of `.eml` files, whose names begin with the time. */
export function createMailFolder(folder: string): MailReader {
  const known = new Map<string, SentMail>(); // a mail that was sent does not change
  const read = async (name: string): Promise<SentMail> => {
    const mail = known.get(name) ?? { id: name, ...decodeMail(await readFile(join(folder, name), 'utf8')) };
    known.set(name, mail);
    return mail;
  };
  return {
    newest: async (most) => {
      const names = await readdir(folder).catch(() => []); // made with the first mail
      const mails = names.filter((name) => name.endsWith('.eml')).toSorted();
      return Promise.all(mails.slice(-most).reverse().map(read));
    },
  };
}
