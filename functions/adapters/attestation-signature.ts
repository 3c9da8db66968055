import { createHmac } from 'node:crypto';
import type { Attestation } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import type { AttestationSigner, PepperSource } from '#functions/ports.ts';
import { isSameDigest } from './key-digest.ts';

/** HMAC-SHA-256 of the canonical statement with the stack's secret: who cannot read the secret cannot attest. */
export function createAttestationSigner(source: PepperSource): AttestationSigner {
  const signatureOf = async (attestation: Attestation): Promise<string> =>
    createHmac('sha256', await source.pepper())
      .update(serialise(attestation), 'utf8')
      .digest('hex');
  return {
    sign: async (attestation) => ({ attestation, signature: await signatureOf(attestation) }),
    isGenuine: async ({ attestation, signature }) => isSameDigest(signature, await signatureOf(attestation)),
  };
}
