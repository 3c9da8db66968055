import type { Child } from '../child.ts';
import { StubCounts } from './messages.ts';
import type { MeasuredPath } from './paths.ts';
import { MODES, type Mode } from './traffic.ts';

/** What one call of a path looks like at the stub, in bytes of the bodies. */
export interface WireRow {
  readonly mode: Mode;
  readonly path: string;
  readonly requestBytes: number;
  readonly answerBytes: number;
}

const CALLS = 20;

/** Shows that every call of every path reaches the stub, and with what. Throws when one was answered without it. */
export async function checkWire(paths: readonly MeasuredPath[], stub: Child): Promise<readonly WireRow[]> {
  const rows: WireRow[] = [];
  for (const mode of MODES) for (const path of paths) rows.push(await checkPath(path, mode, stub));
  return rows;
}

async function checkPath({ title, run }: MeasuredPath, mode: Mode, stub: Child): Promise<WireRow> {
  const before = await stub.ask({}, StubCounts);
  const { failures } = await run(mode, 1, CALLS);
  const after = await stub.ask({}, StubCounts);
  const calls = after.calls - before.calls; // a path that opens a connection first calls once more
  if (failures > 0 || calls < CALLS || calls > CALLS + 1)
    throw new Error(`${title}, ${mode}: ${CALLS} calls, ${failures} failed, the stub saw ${calls}.`);
  return {
    mode,
    path: title,
    requestBytes: Math.round((after.requestBytes - before.requestBytes) / calls),
    answerBytes: Math.round((after.answerBytes - before.answerBytes) / calls),
  };
}
