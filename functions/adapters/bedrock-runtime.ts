import type { BedrockRuntime } from '#functions/ports.ts';
import { createSignedHttp, serviceEndpoint } from './signed-http.ts';

/** Bedrock Runtime over signed HTTP/1.1. */
export function createBedrockRuntime({ region }: { readonly region: string }): BedrockRuntime {
  const send = createSignedHttp({
    signingName: 'bedrock',
    endpoint: serviceEndpoint('bedrock-runtime', 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME'),
    region,
  });
  return {
    send: async (request, signal) => {
      const message = await send(request, signal);
      return { status: message.statusCode ?? 502, headers: singleValued(message.headers), body: message };
    },
  };
}

function singleValued(headers: NodeJS.Dict<string | string[]>): Readonly<Record<string, string>> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  return single;
}
