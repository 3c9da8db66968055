import { Writable } from 'node:stream';
import { exceptionName } from '#core/bedrock/exceptions.ts';
import { toChatCompletion } from '#core/openai/completion.ts';
import type { CompletionIdentity } from '#core/openai/identity.ts';
import { type OpenAiError, toOpenAiError } from '#core/openai/openai-error.ts';
import type { RecordSink } from '#functions/ports.ts';
import { errorMessageOf, parseJsonBody } from './body.ts';
import { orOnDefect } from './defects.ts';
import { followAnswer } from './follow-answer.ts';
import { ERROR_TYPE_HEADER, refusalDetailOf } from './refusal.ts';

interface CollectOptions {
  readonly status: number;
  /** Bedrock's or the gateway's own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly openBody: (status: number) => Writable;
  readonly identity: CompletionIdentity;
  readonly reportDefect: RecordSink['reportDefect'];
}

interface Translated {
  readonly status: number;
  readonly text: string;
}

/** Takes a whole answer and sends it on as a chat completion or an error of OpenAI's. */
export function collectBody(options: CollectOptions): Writable {
  const chunks: Buffer[] = [];
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
    final(done) {
      const body = Buffer.concat(chunks);
      const { status, text } = orOnDefect(() => translate(body, options), UNREADABLE, options.reportDefect);
      const answer = options.openBody(status);
      followAnswer(this, answer);
      answer.end(text, done);
    },
  });
}

/** The record keeps Bedrock's status: it answered, in a form that nobody can read. */
const UNREADABLE: Translated = toText(
  502,
  toOpenAiError({ status: 502, message: 'The answer of the model could not be read.' }),
);

function translate(body: Buffer, { status, headers, identity }: CollectOptions): Translated {
  if (status >= 300) return toText(status, toError(body, status, headers));
  const completion = toChatCompletion(parseJsonBody(body), identity);
  return completion ? toText(status, completion) : UNREADABLE;
}

function toError(body: Buffer, status: number, headers: CollectOptions['headers']): OpenAiError {
  const { name, message } = errorMessageOf(body);
  const errorType = exceptionName(headers[ERROR_TYPE_HEADER]) ?? exceptionName(name);
  return toOpenAiError({ status, errorType, message, ...refusalDetailOf(parseJsonBody(body)) });
}

function toText(status: number, body: unknown): Translated {
  return { status, text: JSON.stringify(body) };
}
