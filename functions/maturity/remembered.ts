import type { Assessment } from '#core/maturity/assessment.ts';
import type { AssessmentSummary, Attestation, Omission } from '#core/maturity/observation.ts';
import { summarise } from '#core/maturity/summarise.ts';
import { toCount, toList } from '#core/maturity/wording.ts';
import type { AttestationSigner, EvidenceStore, RunLog } from '#functions/ports.ts';

/** Earlier assessments that an assessment is shown beside. */
const MAX_PREVIOUS = 12;

/** What is remembered is read through these. */
interface Memory {
  readonly store: Pick<EvidenceStore, 'attestations' | 'latest'>;
  readonly signer: Pick<AttestationSigner, 'isGenuine'>;
  readonly log: Pick<RunLog, 'warn'>;
}

/** What an assessment takes over from before, and what of it could not be read. */
interface Recollection {
  readonly attestations: readonly Attestation[];
  readonly previous: readonly AssessmentSummary[];
  readonly omissions: readonly Omission[];
}

/** What cannot be read is left out and said to be: evidence comes first. */
export async function remember(
  { store, signer, log }: Memory,
  which: 'assessment' | 'report',
): Promise<Recollection> {
  const [signed, latest] = await Promise.all([
    readAttestations({ store, signer, log }).catch(leaveOut(log, 'attestations')),
    store
      .latest(which)
      .then((found) => ({ previous: previousOf(found), omissions: NONE }))
      .catch(leaveOut(log, 'earlier-assessments')),
  ]);
  return {
    attestations: signed.attestations ?? [],
    previous: latest.previous ?? [],
    omissions: [...signed.omissions, ...latest.omissions],
  };
}

const NONE: readonly Omission[] = [];

const CONSEQUENCES = {
  attestations: 'The attestations could not be read, so that none counts here',
  'earlier-assessments': 'The earlier assessments could not be read, so that there is no comparison',
} as const;

function leaveOut(log: Memory['log'], what: keyof typeof CONSEQUENCES) {
  return (error: unknown): Partial<Recollection> & Pick<Recollection, 'omissions'> => {
    const errorName = error instanceof Error ? error.name : 'unknown';
    log.warn(CONSEQUENCES[what], { errorName });
    return { omissions: [{ what, detail: `${CONSEQUENCES[what]} (${errorName.slice(0, 80)}).` }] };
  };
}

/** An earlier assessment's own trend, with itself as the newest. */
function previousOf(latest: Assessment | undefined): readonly AssessmentSummary[] {
  return latest ? [...latest.trend, summarise(latest)].slice(-MAX_PREVIOUS) : [];
}

/** Attestations with a genuine signature; anything else is named by its key. */
async function readAttestations({ store, signer, log }: Memory): Promise<Omit<Recollection, 'previous'>> {
  const refused: string[] = [];
  const checked = await Promise.all(
    (await store.attestations()).map(async ({ key, signed }) => {
      if (signed && (await signer.isGenuine(signed))) return [signed.attestation];
      log.warn('attestation ignored: it is unreadable or its signature does not match', { key });
      refused.push(key);
      return [];
    }),
  );
  return { attestations: checked.flat(), omissions: refused.length > 0 ? [refusal(refused)] : NONE };
}

function refusal(keys: readonly string[]): Omission {
  const detail = `${toCount(keys.length, 'attestation')} ignored, being unreadable or not signed with this stack's secret: ${toList(keys).slice(0, 140)}.`;
  return { what: 'refused-attestations', detail };
}
