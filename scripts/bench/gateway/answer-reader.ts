/** How much of an answer has come. */
export interface AnswerProgress {
  /** Whether a byte of the body has come. */
  readonly hasBody: boolean;
  /** Set when the answer is complete. */
  readonly status?: number;
}

/** Reads answers off a connection, one after the other, just far enough to know where each ends. */
export interface AnswerReader {
  readonly push: (chunk: Buffer) => AnswerProgress;
}

interface Head {
  readonly status: number;
  readonly bodyStart: number;
  /** Absent: the body is chunked. */
  readonly contentLength?: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** A reader for a connection with one request at a time. */
export function createAnswerReader(): AnswerReader {
  let pending: Buffer = Buffer.alloc(0);
  let head: Head | undefined;
  return {
    push: (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      head ??= readHead(pending);
      if (!head) return { hasBody: false };
      const hasBody = pending.length > head.bodyStart;
      if (!hasWholeBody(head, pending)) return { hasBody };
      const { status } = head;
      pending = Buffer.alloc(0);
      head = undefined;
      return { hasBody, status };
    },
  };
}

function readHead(bytes: Buffer): Head | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const text = bytes.toString('latin1', 0, end);
  const head = { status: Number(text.slice(9, 12)), bodyStart: end + HEAD_END.length };
  if (/^transfer-encoding: *chunked/im.test(text)) return head;
  return { ...head, contentLength: Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? 0) };
}

function hasWholeBody({ bodyStart, contentLength }: Head, bytes: Buffer): boolean {
  if (contentLength !== undefined) return bytes.length >= bodyStart + contentLength;
  return bytes.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK) && hasLastChunk(bytes, bodyStart);
}

/** Walks the chunk sizes: binary data may hold anything that looks like an end. */
function hasLastChunk(bytes: Buffer, bodyStart: number): boolean {
  let position = bodyStart;
  for (;;) {
    const lineEnd = bytes.indexOf(LINE_END, position);
    if (lineEnd < 0) return false;
    const size = Number.parseInt(bytes.toString('latin1', position, lineEnd), 16);
    position = lineEnd + LINE_END.length + size + LINE_END.length;
    if (size === 0) return bytes.length >= position;
  }
}
