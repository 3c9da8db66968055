import { buffer } from 'node:stream/consumers';
import type { InvokeInProcess } from '../aws/bedrock/in-process.ts';
import type { ModelRequest } from './request.ts';

/** Calls a model as an application without the gateway does, and reads the answer to its end. */
export async function callDirectly(
  invoke: InvokeInProcess,
  { modelId, operation, body }: ModelRequest,
  call: { readonly principalArn: string; readonly atMs: number },
): Promise<void> {
  const request = {
    path: `/model/${encodeURIComponent(modelId)}/${operation}`,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(body),
  };
  await buffer((await invoke(request, call)).body);
}
