import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { createAttestationSigner } from '#adapters/attestation-signature.ts';
import { clientConfiguration } from '#adapters/evidence/clients.ts';
import { createIdentitySource } from '#adapters/evidence/identity.ts';
import { createBucketStore } from '#adapters/evidence-store.ts';
import { createPepperSource } from '#adapters/pepper.ts';
import { type AwsPlace, resolveRegion } from '../aws-command/region.ts';
import type { AttestDependencies } from './run.ts';

/** Connects to AWS with the credentials of this machine. */
export async function connectAttest({
  bucket,
  secretArn,
  ...place
}: AwsPlace & { readonly bucket: string; readonly secretArn: string }): Promise<AttestDependencies> {
  const options = { region: await resolveRegion(place), profile: place.profile };
  const configuration = clientConfiguration(options);
  const secrets = new SecretsManagerClient(configuration);
  return {
    identity: createIdentitySource({
      client: new STSClient(configuration),
      call: (_action, send) => send(),
    }),
    store: createBucketStore({ ...options, bucket }),
    signer: createAttestationSigner(createPepperSource({ secretArn, client: secrets })),
  };
}
