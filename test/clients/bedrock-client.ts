import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  type ConverseCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ClientTarget, TargetSource } from './target.ts';

/** Makes a client for a target. */
export type ClientFactory = (
  target: ClientTarget,
  options?: BedrockRuntimeClientConfig,
) => BedrockRuntimeClient;

/** A client as an application makes it: endpoint and bearer key, everything else as the SDK has it. */
export const defaultClient: ClientFactory = ({ baseUrl, key }, options) =>
  new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: baseUrl,
    token: { token: key },
    authSchemePreference: ['httpBearerAuth'],
    ...options,
  });

/** The same over HTTP/1.1. */
export const httpOneClient: ClientFactory = (target, options) =>
  defaultClient(target, { requestHandler: new NodeHttpHandler(), ...options });

/** A one-turn question to the target's model. */
export function question(target: TargetSource, text = 'Say hello.'): ConverseCommandInput {
  return { modelId: target().model, messages: [{ role: 'user', content: [{ text }] }] };
}

/** Runs `use` with a client of its own, which is closed afterwards. */
export async function withClient<Result>(
  factory: ClientFactory,
  target: TargetSource,
  use: (client: BedrockRuntimeClient) => Promise<Result>,
  options?: BedrockRuntimeClientConfig,
): Promise<Result> {
  const client = factory(target(), options);
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
