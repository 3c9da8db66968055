import type { SentMail } from '#functions/console-ports.ts';

/** Reads a mail as `encodeMail` writes it: RFC 5322, UTF-8, quoted-printable. */
export function decodeMail(source: string): Omit<SentMail, 'id'> {
  const [head = '', ...body] = source.split('\r\n\r\n');
  // RFC 5322, section 2.2.3: a line that begins with white space goes on with the one before it
  const lines = head.replaceAll(/\r\n[ \t]/g, ' ').split('\r\n');
  const find = (name: string): string =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  const sentMs = Date.parse(find('Date'));
  return {
    to: find('To'),
    subject: decodeHeader(find('Subject')),
    sentAt: new Date(Number.isNaN(sentMs) ? 0 : sentMs).toISOString(),
    text: decodeQuotedPrintable(body.join('\r\n\r\n')).trimEnd(),
  };
}

/** RFC 2047: encoded words; white space between two of them is not part of the text. */
function decodeHeader(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, base64: string) =>
      Buffer.from(base64, 'base64').toString('utf8'),
    );
}

/** RFC 2045, section 6.7: soft line breaks end in `=`, other bytes are written as `=XX`. */
function decodeQuotedPrintable(text: string): string {
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
