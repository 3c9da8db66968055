import { ConnectionBroken } from '../wire.ts';
import type { CallTiming } from './call-timing.ts';
import type { Completion } from './complete.ts';
import type { Fault } from './faults.ts';
import { encodeException } from './frames.ts';
import { dueMs } from './latency.ts';

/** A frame with the number of the token it waits for. */
export interface TimedFrame {
  readonly bytes: Uint8Array;
  readonly token: number;
}

/** What decides when and how far a stream is sent. */
export interface StreamConditions {
  readonly completion: Completion;
  readonly timing: CallTiming;
  readonly signal: AbortSignal;
}

/** Sends frames at the model's pace, up to the point where a fault ends the stream. */
export async function* paceFrames(
  frames: readonly TimedFrame[],
  { completion, timing, signal }: StreamConditions,
): AsyncGenerator<Uint8Array> {
  const fault = completion.faults.find(isInterruption);
  let leftBytes = fault ? bytesBefore(frames, fault.percent) : Number.POSITIVE_INFINITY;
  for (const { bytes, token } of frames) {
    if (leftBytes <= 0) break;
    await timing.waitUntil(dueMs(completion.pace, token), signal);
    const isWhole = bytes.byteLength <= leftBytes;
    if (isWhole || fault?.kind !== 'stream-exception') yield isWhole ? bytes : bytes.subarray(0, leftBytes);
    leftBytes -= bytes.byteLength;
  }
  if (fault) yield* interrupt(fault, signal);
}

type Interruption = Extract<Fault, { readonly percent: number }>;

const isInterruption = (fault: Fault): fault is Interruption => 'percent' in fault;

function bytesBefore(frames: readonly TimedFrame[], percent: number): number {
  const total = frames.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  return Math.floor((total * percent) / 100);
}

async function* interrupt(fault: Interruption, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (fault.kind === 'stall') await untilHangUp(signal);
  if (fault.kind !== 'stream-exception') throw new ConnectionBroken('The fault asked for breaks the stream.');
  yield encodeException(fault.exceptionType, 'The model stopped answering in the middle of the stream.');
}

/** Never resolves; rejects when the caller hangs up. */
export function untilHangUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
