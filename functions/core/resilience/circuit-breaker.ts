/** Failures within the window that open the circuit. */
export const FAILURE_THRESHOLD = 5;
/** Failures older than this no longer count, in milliseconds. */
export const FAILURE_WINDOW_MS = 30_000;
/** How long an open circuit refuses before one probe may pass, in milliseconds. */
export const OPEN_MS = 30_000;

/** State of one model's circuit. Times are monotonic milliseconds. */
export interface Circuit {
  readonly failuresAtMs: readonly number[];
  readonly openedAtMs?: number;
  readonly isProbing: boolean;
}

/** A circuit that has seen nothing. */
export const CLOSED_CIRCUIT: Circuit = { failuresAtMs: [], isProbing: false };

/** Whether a call may pass: closed, or half-open with no probe under way. */
export function admits(circuit: Circuit, nowMs: number): boolean {
  if (circuit.openedAtMs === undefined) return true;
  return nowMs - circuit.openedAtMs >= OPEN_MS && !circuit.isProbing;
}

/** The circuit after a call was let through. */
export function onAdmitted(circuit: Circuit): Circuit {
  return circuit.openedAtMs === undefined ? circuit : { ...circuit, isProbing: true };
}

/** The circuit after a call that says nothing about the model's health: a probe is free again. */
export function onUndecided(circuit: Circuit): Circuit {
  return circuit.isProbing ? { ...circuit, isProbing: false } : circuit;
}

/** The circuit after a call that the model answered. */
export function onSuccess(circuit: Circuit): Circuit {
  return circuit.failuresAtMs.length === 0 && circuit.openedAtMs === undefined ? circuit : CLOSED_CIRCUIT;
}

/** The circuit after a failure: a failed probe opens it again, the fifth failure in the window opens it. */
export function onFailure(circuit: Circuit, nowMs: number): Circuit {
  const failuresAtMs = [
    ...circuit.failuresAtMs.filter((atMs) => nowMs - atMs < FAILURE_WINDOW_MS),
    nowMs,
  ].slice(-FAILURE_THRESHOLD);
  const opens = circuit.openedAtMs !== undefined || failuresAtMs.length >= FAILURE_THRESHOLD;
  return opens ? { failuresAtMs, openedAtMs: nowMs, isProbing: false } : { failuresAtMs, isProbing: false };
}
