import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeMail } from './mail-format.ts';

/** A mail to one subscriber. */
export interface Mail {
  readonly topicArn: string;
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentMs: number;
}

/** Where mails go. */
export interface Mailbox {
  readonly deliver: (mail: Mail) => void;
  /** Resolves when every mail so far is in its file. */
  readonly written: () => Promise<void>;
}

/** How mails are kept. */
export interface MailboxOptions {
  /** Folder of the `.eml` files; created when it is missing. */
  readonly folder?: string | undefined;
  /** Told when a mail is in its file, with the path, or at once when there is no folder. */
  readonly onMail?: ((mail: Mail, file: string | undefined) => void) | undefined;
  readonly onWarning: (message: string) => void;
}

/** Takes the mails that SNS sends. */
export function createMailbox({ folder, onMail, onWarning }: MailboxOptions): Mailbox {
  let delivered = 0;
  let writing = Promise.resolve();
  const write = async (mail: Mail): Promise<void> => {
    delivered += 1;
    const file = folder === undefined ? undefined : join(folder, fileName(mail, delivered));
    if (folder !== undefined) await mkdir(folder, { recursive: true });
    // Mails name people and figures: nobody else on the machine reads them.
    if (file !== undefined) await writeFile(file, encodeMail(mail), { mode: 0o600 });
    onMail?.(mail, file);
  };
  return {
    deliver: (mail) => {
      writing = writing
        .then(() => write(mail))
        .catch((error: unknown) => onWarning(`A mail to ${mail.to} was not kept: ${String(error)}`));
    },
    written: () => writing,
  };
}

/** Sorts by time; the number keeps apart what one message sends to several subscribers. */
const fileName = ({ sentMs, messageId }: Mail, number: number): string =>
  `${new Date(sentMs).toISOString().replace(/[:.]/g, '-')}-${messageId}-${number}.eml`;
