import type { Writable } from 'node:stream';
import { createRawCall } from '../raw-call.ts';

const { PORT } = process.env;
const call = createRawCall(Number(PORT), 'buffered');

/** Answers after one plain call to the stub: what any gateway must do. */
export async function handler(_event: unknown, answer: Writable): Promise<void> {
  await call();
  answer.end('{}');
}
