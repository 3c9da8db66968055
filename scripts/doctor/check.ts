import type { EvidenceClients } from '#adapters/evidence/clients.ts';
import { toUnknown } from '#adapters/evidence/failure.ts';
import type { Call } from '#adapters/evidence/metered-calls.ts';
import type { EvidenceContext } from '#functions/ports.ts';

/** What a prerequisite is checked with. */
export interface CheckConnection {
  readonly clients: EvidenceClients;
  readonly call: Call;
  readonly context: EvidenceContext;
  readonly topicArn: string | undefined;
  readonly models: readonly string[];
}

/** How a prerequisite stands. */
export interface Finding {
  readonly status: 'ok' | 'missing' | 'unknown';
  readonly detail: string;
  /** Commands that mend it, in order; words in angle brackets are for the reader to fill in. */
  readonly commands?: readonly string[];
}

/** One thing that fails silently when it is missing. */
export interface Prerequisite {
  readonly id: string;
  readonly title: string;
  /** IAM action that is named when the check itself fails. */
  readonly action: string;
  /** All IAM actions that the check takes. */
  readonly permissions: readonly string[];
  readonly check: (connection: CheckConnection) => Promise<Finding>;
}

/** A prerequisite with its finding. */
export interface CheckResult extends Finding {
  readonly id: string;
  readonly title: string;
}

/** Checks a prerequisite; one that cannot be checked is unknown, with the permission that is missing. */
export async function runCheck(
  { id, title, action, check }: Prerequisite,
  connection: CheckConnection,
): Promise<CheckResult> {
  try {
    return { id, title, ...(await check(connection)) };
  } catch (error) {
    return { id, title, status: 'unknown', detail: toUnknown(error, action).detail };
  }
}
