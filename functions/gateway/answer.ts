import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Opens the answer to the caller: status and headers go out, the body follows. */
export type OpenAnswer = (head: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}) => Writable;

/** The one answer of a call. */
export interface TrackedAnswer {
  readonly open: OpenAnswer;
  /** The status that was sent; `undefined` until the answer is opened. */
  readonly sentStatus: () => number | undefined;
  /** Ends an answer that somebody else opened and could not end. */
  readonly end: () => void;
  /** Resolves when the answer has gone out, or never will. A caller who does not read is left when the signal aborts. */
  readonly finished: (signal: AbortSignal) => Promise<void>;
}

/**
 * How long the last bytes may take after the deadline, in milliseconds: the function ends 5 s after it, recorded or not.
 * Our own judgement.
 */
const LAST_BYTES_MS = 1_000;

/** Hop-by-hop headers, and those that API Gateway sets itself. */
const DROPPED_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
  'server',
]);

/** Remembers whether the answer was opened, and takes headers out that are not the caller's. */
export function trackAnswer(openAnswer: OpenAnswer): TrackedAnswer {
  let opened: Writable | undefined;
  let sentStatus: number | undefined;
  return {
    open: ({ status, headers }) => {
      opened = openAnswer({ status, headers: answerHeaders(headers) });
      sentStatus = status;
      opened.on('error', () => undefined); // a caller who left is told by the signal
      return opened;
    },
    sentStatus: () => sentStatus,
    end: () => void opened?.end(),
    finished: async (signal) => {
      if (opened) await finishedUntil(opened, signal);
    },
  };
}

async function finishedUntil(answer: Writable, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => answer.destroy(), LAST_BYTES_MS);
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  await finished(answer).catch(() => undefined);
  signal.removeEventListener('abort', onAbort);
  clearTimeout(timer);
}

function answerHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (!DROPPED_HEADERS.has(name)) kept[name] = value;
  const requestId = headers['x-amzn-requestid'];
  // API Gateway replaces x-amzn-requestid by its own; feedback may name either
  if (requestId !== undefined) kept['x-waymark-bedrock-request-id'] = requestId;
  return kept;
}
