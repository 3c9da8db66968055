import { GetFoundationModelAvailabilityCommand } from '@aws-sdk/client-bedrock';
import { createMetricReader } from '#adapters/cloudwatch-metrics.ts';
import { EvidenceFailure } from '#adapters/evidence/failure.ts';
import { parseModelId } from '#core/bedrock/model-id.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import type { CheckConnection, Prerequisite } from './check.ts';

const ACTION = 'bedrock:GetFoundationModelAvailability';
const MAX_MODELS = 20;

/** Whether the account may call the models that it calls. */
export const modelAccess: Prerequisite = {
  id: 'model-access',
  title: 'Access to the models in use',
  action: ACTION,
  permissions: [ACTION, 'cloudwatch:ListMetrics'],
  check: async (connection) => {
    const named = connection.models.length > 0 ? connection.models : await modelsInUse(connection);
    const models = [...new Set(named.flatMap(baseModelOf))].toSorted().slice(0, MAX_MODELS);
    if (models.length === 0)
      return {
        status: 'unknown',
        detail: 'No model was called in two weeks. Name one: npm run doctor -- --model <id>',
      };
    const states = await Promise.all(models.map((model) => accessTo(model, connection)));
    const refused = states.filter(({ problems }) => problems.length > 0);
    if (refused.length === 0) return { status: 'ok', detail: `Granted: ${models.join(', ')}.` };
    return {
      status: 'missing',
      detail: refused.map(({ model, problems }) => `${model}: ${problems.join(', ')}`).join('; '),
      commands: refused.flatMap(({ model }) => mendCommands(model, connection.context.region)),
    };
  },
};

/** Models that Bedrock counted calls of; profiles and routers whose model only AWS knows are left out. */
async function modelsInUse({ clients, call, context }: CheckConnection): Promise<readonly string[]> {
  const { namespace, metricName } = catalogue.bedrockInvocations;
  const reader = createMetricReader({ client: clients.cloudWatch, call });
  const listing = await reader.list(namespace, metricName, context.signal);
  if (listing.status === 'unknown') throw new EvidenceFailure(listing, undefined);
  return listing.metrics.flatMap(({ dimensions: { ModelId: model } }) => model ?? []);
}

function baseModelOf(text: string): readonly string[] {
  const model = parseModelId(text);
  const isNamed = model?.kind === 'foundation-model' || model?.kind === 'inference-profile';
  return isNamed ? [model.baseModel] : [];
}

async function accessTo(modelId: string, { clients, call, context }: CheckConnection) {
  const command = new GetFoundationModelAvailabilityCommand({ modelId });
  const answer = await call(ACTION, () => clients.bedrock.send(command, { abortSignal: context.signal }));
  const states = {
    agreement: answer.agreementAvailability?.status,
    authorization: answer.authorizationStatus,
    entitlement: answer.entitlementAvailability,
    Region: answer.regionAvailability,
  };
  const problems = Object.entries(states).flatMap(([name, state]) =>
    state === 'AVAILABLE' || state === 'AUTHORIZED' ? [] : [`${name} ${state ?? 'unknown'}`],
  );
  return { model: modelId, problems };
}

/** Anthropic asks for a use case once per account, every third-party model for an agreement. */
function mendCommands(model: string, region: string): readonly string[] {
  const offers = `aws bedrock list-foundation-model-agreement-offers --region ${region} --model-id ${model}`;
  return [
    ...(model.startsWith('anthropic.')
      ? [`aws bedrock put-use-case-for-model-access --region ${region} --form-data <form>`]
      : []),
    `aws bedrock create-foundation-model-agreement --region ${region} --model-id ${model} --offer-token "$(${offers} --query 'offers[0].offerToken' --output text)"`,
  ];
}
