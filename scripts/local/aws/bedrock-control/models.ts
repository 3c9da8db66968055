import * as z from 'zod';
import { OPAQUE_MODEL, resolveModel } from '../bedrock/model-id.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { pageOf } from '../paging.ts';
import { type Route, route } from '../rest-json.ts';
import { ServiceError } from '../wire.ts';

const APPLICATION_PROFILE = /^arn:aws:bedrock:[a-z0-9-]+:\d{12}:application-inference-profile\/([a-z0-9]+)$/;

/** An inference profile. */
export interface InferenceProfileSetup {
  readonly id: string;
  readonly name: string;
  /** @default 'APPLICATION' */
  readonly type?: 'APPLICATION' | 'SYSTEM_DEFINED' | undefined;
  /** Base model ids behind it. */
  readonly modelIds: readonly string[];
  /**
   * Regions that each of them runs in; an empty name is a global profile's ARN without one.
   * @default - the local Region
   */
  readonly regions?: readonly string[] | undefined;
}

const ListRequest = z.object({
  type: z.enum(['APPLICATION', 'SYSTEM_DEFINED']).optional(),
  maxResults: z.coerce.number().int().min(1).max(1_000).default(1_000),
  nextToken: z.string().optional(),
});

/** GetFoundationModelAvailability (every model is available but those named), Get- and ListInferenceProfiles. */
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
    route({
      operation: 'GetInferenceProfile',
      method: 'GET',
      path: /^\/inference-profiles\/(?<identifier>.+)$/,
      input: z.object({ identifier: z.string() }),
      run: ({ identifier }) => {
        const found = inferenceProfiles
          .map(toSummary)
          .find(({ inferenceProfileArn: arn, inferenceProfileId: id }) => [arn, id].includes(identifier));
        if (found) return found;
        // the runtime answers for every application profile, so this knows every one, too
        const [, id] = APPLICATION_PROFILE.exec(identifier) ?? [];
        if (id !== undefined) return toSummary({ id, name: id, modelIds: [OPAQUE_MODEL] });
        throw new ServiceError('ResourceNotFoundException', `Inference profile ${identifier} not found.`);
      },
    }),
  ];
}

function toSummary({
  id,
  name,
  type = 'APPLICATION',
  modelIds,
  regions = [LOCAL_REGION],
}: InferenceProfileSetup) {
  const kind = type === 'APPLICATION' ? 'application-inference-profile' : 'inference-profile';
  return {
    inferenceProfileId: id,
    inferenceProfileName: name,
    inferenceProfileArn: `arn:aws:bedrock:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${kind}/${id}`,
    models: modelIds.flatMap((modelId) =>
      regions.map((region) => ({ modelArn: `arn:aws:bedrock:${region}::foundation-model/${modelId}` })),
    ),
    status: 'ACTIVE',
    type,
  };
}
