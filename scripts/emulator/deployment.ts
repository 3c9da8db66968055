import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { UpstreamError } from '#core/errors.ts';
import { PROJECT_FOLDER } from '#scripts/local/synthesise.ts';
import { run } from './command.ts';
import { EMULATED_ACCOUNT, EMULATED_REGION, emulatorEnvironment } from './credentials.ts';

const Outputs = z.record(z.string(), z.record(z.string(), z.string()));

/** Deploys a cloud assembly with the CDK CLI; resolves to the stack's outputs by name. */
export async function deploy(
  assemblyFolder: string,
  { endpoint, folder }: { readonly endpoint: string; readonly folder: string },
): Promise<Readonly<Record<string, string>>> {
  const outputsFile = join(folder, 'outputs.json');
  const cdk = (...parameters: readonly string[]): Promise<string> =>
    run({
      program: process.execPath,
      parameters: [
        join(PROJECT_FOLDER, 'node_modules', 'aws-cdk', 'bin', 'cdk'),
        ...parameters,
        '--no-notices',
      ],
      folder,
      environment: {
        ...emulatorEnvironment(endpoint),
        PATH: process.env.PATH,
        HOME: folder,
        CI: 'true',
        CDK_DISABLE_CLI_TELEMETRY: '1',
      },
    });
  await cdk('bootstrap', `aws://${EMULATED_ACCOUNT}/${EMULATED_REGION}`);
  await cdk(
    ...['deploy', '--app', assemblyFolder, '--all', '--require-approval', 'never'],
    ...['--outputs-file', outputsFile],
  );
  const [stack] = Object.values(Outputs.parse(JSON.parse(await readFile(outputsFile, 'utf8'))));
  if (!stack) throw new UpstreamError('The deployed stack has no outputs.', { retryable: false });
  return stack;
}

/** Where an API answers in MiniStack, from the URL that it has in AWS. */
export function emulatedApiUrl(apiUrl: string, endpoint: string): string {
  const [, apiId, stage] = /^https:\/\/([a-z0-9]+)\.execute-api\.[^/]+\/([^/]+)/.exec(apiUrl) ?? [];
  if (!apiId || !stage)
    throw new UpstreamError(`${apiUrl} is not the URL of a REST API's stage.`, { retryable: false });
  return `${endpoint}/restapis/${apiId}/${stage}/_user_request_`;
}
