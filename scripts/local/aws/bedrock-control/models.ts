import * as z from 'zod';
import { resolveModel } from '../bedrock/model-id.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { pageOf } from '../paging.ts';
import { type Route, route } from '../rest-json.ts';

/** An inference profile. */
export interface InferenceProfileSetup {
  readonly id: string;
  readonly name: string;
  /** @default 'APPLICATION' */
  readonly type?: 'APPLICATION' | 'SYSTEM_DEFINED' | undefined;
  /** Base model ids behind it. */
  readonly modelIds: readonly string[];
}

const ListRequest = z.object({
  type: z.enum(['APPLICATION', 'SYSTEM_DEFINED']).optional(),
  maxResults: z.coerce.number().int().min(1).max(1_000).default(1_000),
  nextToken: z.string().optional(),
});

/** GetFoundationModelAvailability (every model is available but those named) and ListInferenceProfiles. */
export function modelRoutes({
  unavailableModels,
  inferenceProfiles,
}: {
  readonly unavailableModels: readonly string[];
  readonly inferenceProfiles: readonly InferenceProfileSetup[];
}): readonly Route[] {
  return [
    route({
      operation: 'GetFoundationModelAvailability',
      method: 'GET',
      path: /^\/foundation-model-availability\/(?<modelId>[^/]+)$/,
      input: z.object({ modelId: z.string() }),
      run: ({ modelId }) => {
        const { baseModel } = resolveModel(modelId);
        const isAvailable = !unavailableModels.includes(baseModel);
        const availability = isAvailable ? 'AVAILABLE' : 'NOT_AVAILABLE';
        return {
          modelId,
          agreementAvailability: { status: availability },
          authorizationStatus: isAvailable ? 'AUTHORIZED' : 'NOT_AUTHORIZED',
          entitlementAvailability: availability,
          regionAvailability: 'AVAILABLE',
        };
      },
    }),
    route({
      operation: 'ListInferenceProfiles',
      method: 'GET',
      path: /^\/inference-profiles$/,
      input: ListRequest,
      run: ({ type, maxResults, nextToken }) => {
        const listed = inferenceProfiles
          .map(toSummary)
          .filter((profile) => (type ?? profile.type) === profile.type);
        const { items, ...next } = pageOf(listed, { size: maxResults, token: nextToken });
        return { inferenceProfileSummaries: items, ...next };
      },
    }),
  ];
}

function toSummary({ id, name, type = 'APPLICATION', modelIds }: InferenceProfileSetup) {
  const kind = type === 'APPLICATION' ? 'application-inference-profile' : 'inference-profile';
  return {
    inferenceProfileId: id,
    inferenceProfileName: name,
    inferenceProfileArn: `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${kind}/${id}`,
    models: modelIds.map((modelId) => ({
      modelArn: `arn:aws:bedrock:${LOCAL_REGION}::foundation-model/${modelId}`,
    })),
    status: 'ACTIVE',
    type,
  };
}
