import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type EmbeddedAws, type EmbeddedAwsOptions, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { clientOptions } from './target.ts';

/** Starts an embedded AWS for the tests of a file; its model takes no time unless a test changes that. */
export function useEmbeddedAws(options: EmbeddedAwsOptions = {}): () => EmbeddedAws {
  let aws: EmbeddedAws;
  beforeAll(async () => {
    aws = await startEmbeddedAws(options);
  });
  beforeEach(() => {
    aws.bedrock.reset();
    aws.bedrock.setLatency({ medianFirstTokenMs: 0, medianTokenMs: 0 });
  });
  afterAll(() => aws.close());
  return () => aws;
}

/** A Bedrock client over HTTP/1.1; over HTTP/2 when the SDK's own handler is asked for. */
export function bedrockClient(
  aws: EmbeddedAws,
  { isHttp2 = false, ...config }: BedrockRuntimeClientConfig & { readonly isHttp2?: boolean } = {},
): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    ...clientOptions(() => aws.endpoint),
    ...(isHttp2 ? {} : { requestHandler: new NodeHttpHandler() }),
    ...config,
  });
}

/** A user's question. */
export const question = (text: string) => [{ role: 'user' as const, content: [{ text }] }];
