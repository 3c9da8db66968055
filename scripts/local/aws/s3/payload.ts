import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ServiceRequest } from '../wire.ts';
import { failure, notOffered } from './failure.ts';

const CHECKSUM = /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/;

/** The object that a PUT carries, checked against the digests that came with it. */
export function readPayload(request: ServiceRequest): Buffer {
  const { body, trailers } = isChunked(request)
    ? decodeChunks(request.body)
    : { body: request.body, trailers: {} };
  const announced = request.headers['x-amz-decoded-content-length'];
  if (announced !== undefined && Number(announced) !== body.byteLength)
    throw failure(400, 'IncompleteBody', 'The request body does not have the announced length.');
  const md5 = request.headers['content-md5'];
  if (md5 !== undefined && md5 !== digest('md5', body)) throw badDigest('Content-MD5');
  for (const [name, value] of Object.entries({ ...request.headers, ...trailers }))
    checkDigest(name, value, body);
  return body;
}

/** CRC-32 as S3 writes it: base64 of four bytes, the highest first. */
export function crc32Of(body: Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
}

const isChunked = ({ headers }: ServiceRequest): boolean =>
  headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true;

function checkDigest(name: string, value: string, body: Buffer): void {
  const [, algorithm] = CHECKSUM.exec(name) ?? [];
  if (algorithm === undefined) return;
  // Node has neither; a digest is never left unchecked.
  if (algorithm === 'crc32c' || algorithm === 'crc64nvme') throw notOffered(`the checksum ${algorithm}`);
  const actual = algorithm === 'crc32' ? crc32Of(body) : digest(algorithm, body);
  if (actual !== value) throw badDigest(algorithm.toUpperCase());
}

const digest = (algorithm: string, body: Buffer): string =>
  createHash(algorithm).update(body).digest('base64');

const badDigest = (what: string) =>
  failure(400, 'BadDigest', `The ${what} you specified did not match the calculated checksum.`);

interface DecodedChunks {
  readonly body: Buffer;
  readonly trailers: Readonly<Record<string, string>>;
}

/** `aws-chunked`: a size in hexadecimal digits, the bytes, and after the last chunk the trailing headers. */
function decodeChunks(encoded: Buffer): DecodedChunks {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const end = encoded.indexOf('\r\n', offset);
    const [size] = /^[0-9a-fA-F]+/.exec(encoded.toString('latin1', offset, Math.max(end, offset))) ?? [];
    if (size === undefined) throw failure(400, 'IncompleteBody', 'The request body ends inside a chunk.');
    const length = Number.parseInt(size, 16);
    const start = end + 2;
    if (length === 0) return { body: Buffer.concat(chunks), trailers: readTrailers(encoded.subarray(start)) };
    chunks.push(encoded.subarray(start, start + length));
    offset = start + length + 2;
  }
}

function readTrailers(text: Buffer): Readonly<Record<string, string>> {
  const lines = text.toString('latin1').split(/\r?\n/).filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
