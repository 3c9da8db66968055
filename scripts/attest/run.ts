import { InvalidInputError } from '#core/errors.ts';
import { findAttestation, LONGEST_ATTESTATION_DAYS } from '#core/maturity/attestations.ts';
import type { Attestation } from '#core/maturity/observation.ts';
import { DAY_MS } from '#core/maturity/window.ts';
import type { AttestationSigner, EvidenceStore, IdentitySource } from '#functions/ports.ts';
import { ATTESTABLE, type AttestCommand } from './options.ts';

/** What the commands work with. */
export interface AttestDependencies {
  readonly identity: IdentitySource;
  readonly store: Pick<EvidenceStore, 'saveAttestation' | 'attestations'>;
  readonly signer: AttestationSigner;
}

/** A stored statement and whether it counts now. */
export interface ListedAttestation {
  readonly key: string;
  readonly counts: boolean;
  /** Why it does not count. */
  readonly reason?: string | undefined;
  readonly attestation?: Attestation | undefined;
}

/** What a command says. */
export type AttestResult =
  | {
      readonly action: 'criteria';
      readonly criteria: readonly {
        readonly id: string;
        /** @default - it is a condition of AutoOps */
        readonly level?: number | undefined;
        readonly statement: string;
      }[];
    }
  | { readonly action: 'list'; readonly attestations: readonly ListedAttestation[] }
  | { readonly action: 'sign'; readonly key: string; readonly attestation: Attestation };

/** The criteria that take a statement; needs no AWS. */
export function listCriteria(): AttestResult {
  const criteria = ATTESTABLE.map(({ id, level, statement }) => ({ id, level, statement }));
  return { action: 'criteria', criteria };
}

/** Signs a statement or lists those that are stored. */
export async function runAttest(
  command: Exclude<AttestCommand, { readonly action: 'criteria' }>,
  { identity, store, signer }: AttestDependencies,
  nowMs: number,
): Promise<AttestResult> {
  if (command.action === 'list')
    return { action: 'list', attestations: await listAttestations({ store, signer }, nowMs) };
  const { criterion, statement, until } = command;
  checkUntil(until, nowMs);
  const { arn: signedBy } = await identity.caller();
  const signedAt = new Date(nowMs).toISOString();
  const attestation = { schemaVersion: 1, criterion, statement, signedBy, signedAt, until } as const;
  const key = await store.saveAttestation(await signer.sign(attestation));
  return { action: 'sign', key, attestation };
}

function checkUntil(until: string, nowMs: number): void {
  const date = until.slice(0, 10);
  const untilMs = Date.parse(until);
  if (untilMs <= nowMs) throw new InvalidInputError(`--until ${date} is past; give a later date.`);
  const latestMs = nowMs + LONGEST_ATTESTATION_DAYS * DAY_MS;
  if (untilMs > latestMs)
    throw new InvalidInputError(
      `--until ${date} is more than ${LONGEST_ATTESTATION_DAYS} days away; give ${new Date(latestMs).toISOString().slice(0, 10)} or earlier.`,
    );
}

async function listAttestations(
  { store, signer }: Pick<AttestDependencies, 'store' | 'signer'>,
  nowMs: number,
): Promise<readonly ListedAttestation[]> {
  const now = new Date(nowMs).toISOString();
  const stored = await store.attestations();
  return Promise.all(
    stored.map(async ({ key, signed }) => {
      if (!signed) return { key, counts: false, reason: 'It cannot be read.' };
      const { attestation } = signed;
      if (!(await signer.isGenuine(signed)))
        return { key, counts: false, reason: 'Its signature does not match.', attestation };
      const { refusal } = findAttestation([attestation], attestation.criterion, now);
      return { key, counts: refusal === undefined, reason: refusal, attestation };
    }),
  );
}
