import { UpstreamError } from '#core/errors.ts';
import type { ResourceAnswers } from '#functions/ports.ts';

/** Longest wait for S3 to take an answer, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** CloudFormation waits an hour for an answer that got lost, so it is sent again. */
const ATTEMPTS = 3;

/** Puts answers to the presigned address that CloudFormation gives, which signs no content type. */
export function createResourceAnswers(): ResourceAnswers {
  return {
    send: async (url, answer) => {
      const body = JSON.stringify(answer);
      for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) if (await put(url, body)) return;
      throw new UpstreamError('CloudFormation could not be answered.', { retryable: true });
    },
  };
}

async function put(url: string, body: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const { ok } = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' }, signal });
    return ok;
  } catch {
    return false;
  }
}
