import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { TargetSource } from './target.ts';

const PROGRAM = fileURLToPath(new URL('environment-program.mjs', import.meta.url));

/** A program that knows nothing of the gateway, redirected by two environment variables. */
export function describeEnvironmentClient(target: TargetSource): void {
  describe('a program with AWS_ENDPOINT_URL_BEDROCK_RUNTIME and AWS_BEARER_TOKEN_BEDROCK set', () => {
    it('runs unchanged', async () => {
      const { baseUrl, key, model } = target();
      const env = {
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: baseUrl,
        AWS_BEARER_TOKEN_BEDROCK: key,
        AWS_REGION: 'us-east-1',
        MODEL_ID: model,
      };

      const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], { env });

      expect(JSON.parse(stdout)).toEqual({
        plain: expect.stringMatching(/\S/),
        streamed: expect.stringMatching(/\S/),
        outputTokens: expect.any(Number),
      });
    });
  });
}
