import { buffer } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { modelBehind } from '#core/bedrock/profile-models.ts';
import type { ProfileReader } from '#functions/ports.ts';
import { createSignedHttp, serviceEndpoint } from '../signed-http.ts';

/** Longest wait for an answer, in milliseconds: a price that is late is unknown. */
const TIMEOUT_MS = 2_000;
const EMPTY = new Uint8Array();

/** The part of GetInferenceProfile's answer that is read. */
const Profile = z.object({ models: z.array(z.object({ modelArn: z.string() })) });

/** Bedrock's control plane without an SDK client: the gateway loads it, too. */
export function createProfileReader({
  region,
  environment = process.env,
}: {
  readonly region: string;
  /** @default process.env */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}): ProfileReader {
  const send = createSignedHttp({
    signingName: 'bedrock',
    endpoint: serviceEndpoint('bedrock', 'AWS_ENDPOINT_URL_BEDROCK', environment),
    region,
    environment,
  });
  return {
    modelBehind: async (arn) => {
      try {
        const message = await send(
          { method: 'GET', path: `/inference-profiles/${encodeURIComponent(arn)}`, headers: {}, body: EMPTY },
          AbortSignal.timeout(TIMEOUT_MS),
        );
        const body = await buffer(message);
        if (message.statusCode !== 200) return undefined;
        const { models } = Profile.parse(JSON.parse(body.toString('utf8')));
        return modelBehind(models.map(({ modelArn }) => modelArn));
      } catch {
        return undefined; // the call is unpriced then, which is counted
      }
    },
  };
}
