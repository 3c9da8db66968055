import type { Assessment } from '#core/maturity/assessment.ts';
import type { AssessmentSummary, Attestation } from '#core/maturity/observation.ts';
import { summarise } from '#core/maturity/summarise.ts';
import type { AttestationSigner, EvidenceStore, RunLog } from '#functions/ports.ts';

/** Earlier assessments that an assessment is shown beside. */
const MAX_PREVIOUS = 12;

/** What is remembered is read through these. */
interface Memory {
  readonly store: Pick<EvidenceStore, 'attestations' | 'latest'>;
  readonly signer: Pick<AttestationSigner, 'isGenuine'>;
  readonly log: Pick<RunLog, 'warn'>;
}

/** What an assessment takes over from before. What cannot be read is left out and logged: evidence comes first. */
export async function remember(
  { store, signer, log }: Memory,
  which: 'assessment' | 'report',
): Promise<{
  readonly attestations: readonly Attestation[];
  readonly previous: readonly AssessmentSummary[];
}> {
  const leaveOut = (what: string) => (error: unknown) => {
    log.warn(`${what} could not be read`, { errorName: error instanceof Error ? error.name : 'unknown' });
  };
  const [attestations, latest] = await Promise.all([
    genuineAttestations({ store, signer, log }).catch(leaveOut('attestations')),
    store.latest(which).catch(leaveOut('the latest assessment')),
  ]);
  return { attestations: attestations ?? [], previous: previousOf(latest ?? undefined) };
}

/** An earlier assessment's own trend, with itself as the newest. */
function previousOf(latest: Assessment | undefined): readonly AssessmentSummary[] {
  return latest ? [...latest.trend, summarise(latest)].slice(-MAX_PREVIOUS) : [];
}

/** Attestations with a genuine signature; anything else is logged by its key. */
async function genuineAttestations({ store, signer, log }: Memory): Promise<readonly Attestation[]> {
  const checked = await Promise.all(
    (await store.attestations()).map(async ({ key, signed }) => {
      if (signed && (await signer.isGenuine(signed))) return [signed.attestation];
      log.warn('attestation ignored: it is unreadable or its signature does not match', { key });
      return [];
    }),
  );
  return checked.flat();
}
