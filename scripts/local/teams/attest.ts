import { S3Client } from '@aws-sdk/client-s3';
import { createAttestationSigner } from '#adapters/attestation-signature.ts';
import { createEvidenceStore } from '#adapters/evidence-store.ts';
import { DAY_MS } from '#core/maturity/window.ts';
import { LOCAL_CREDENTIALS } from '../aws/credentials.ts';
import { EXAMPLE_SECRET, reportPlaceOf, type TeamTemplate } from './place.ts';
import type { PastAttestation } from './team.ts';

/** Where attestations are stored, and when it is. */
export interface AttestOptions {
  readonly template: TeamTemplate;
  readonly endpoint: string;
  readonly nowMs: number;
}

/** Signs what a team has attested with its account's secret and stores it in its evidence bucket. */
export async function attest(
  attestations: readonly PastAttestation[],
  { template, endpoint, nowMs }: AttestOptions,
): Promise<void> {
  if (attestations.length === 0) return;
  const { region } = template;
  const client = new S3Client({ endpoint, region, credentials: LOCAL_CREDENTIALS });
  const store = createEvidenceStore({ bucket: reportPlaceOf(template).EVIDENCE_BUCKET, client });
  const signer = createAttestationSigner({ pepper: async () => EXAMPLE_SECRET });
  try {
    for (const attestation of attestations)
      await store.saveAttestation(await signer.sign(toAttestation(attestation, nowMs)));
  } finally {
    client.destroy();
  }
}

const toAttestation = ({ daysAgo, forDays, ...said }: PastAttestation, nowMs: number) => ({
  schemaVersion: 1 as const,
  ...said,
  signedAt: new Date(nowMs - daysAgo * DAY_MS).toISOString(),
  until: new Date(nowMs + (forDays - daysAgo) * DAY_MS).toISOString(),
});
