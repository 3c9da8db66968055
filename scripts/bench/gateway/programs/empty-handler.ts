import type { Writable } from 'node:stream';

/** Answers without doing anything: what a function costs before it is one. */
export async function handler(_event: unknown, answer: Writable): Promise<void> {
  answer.end('{}');
}
