import type { Mail } from './mail.ts';

// RFC 2045, section 6.7: an encoded line has at most 76 characters, a soft line break included.
const MAX_ENCODED_LINE = 75;

// RFC 2047, section 2: an encoded word has at most 75 characters, 63 of them its base64 text.
const MAX_WORD_BYTES = 45;

/** Writes a mail as RFC 5322 wants it: UTF-8 text, quoted-printable, so that it stays legible in an editor. */
export function encodeMail({ topicArn, messageId, to, subject, text, sentMs }: Mail): string {
  const headers = [
    ['From', 'AWS Notifications <no-reply@sns.amazonaws.com>'],
    ['To', to],
    ['Subject', encodeHeader(subject)],
    ['Date', new Date(sentMs).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${messageId}@sns.amazonaws.com>`],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=UTF-8'],
    ['Content-Transfer-Encoding', 'quoted-printable'],
    ['x-amz-sns-topic-arn', topicArn],
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return `${lines.join('')}\r\n${quotedPrintable(text)}\r\n`;
}

/** Encodes a header's text in words of RFC 2047 when it is not plain ASCII. */
export function encodeHeader(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text;
  const words: string[] = [];
  for (const character of text) {
    const last = words.at(-1);
    if (last !== undefined && Buffer.byteLength(last + character) <= MAX_WORD_BYTES)
      words[words.length - 1] = last + character;
    else words.push(character);
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

function quotedPrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => wrap([...Buffer.from(line)].map(encodeByte)))
    .join('\r\n');
}

const TAB = 0x09;
const SPACE = 0x20;
const EQUALS = 0x3d;
const LAST_PRINTABLE = 0x7e;

/** White space stands for itself inside a line only. */
function encodeByte(byte: number, index: number, line: readonly number[]): string {
  const isBlank = byte === SPACE || byte === TAB;
  const isPlain = byte > SPACE && byte <= LAST_PRINTABLE && byte !== EQUALS;
  if (isPlain || (isBlank && index < line.length - 1)) return String.fromCharCode(byte);
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function wrap(pieces: readonly string[]): string {
  const lines = [''];
  for (const piece of pieces) {
    const last = lines.at(-1) ?? '';
    if (last.length + piece.length > MAX_ENCODED_LINE) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines.join('=\r\n');
}
