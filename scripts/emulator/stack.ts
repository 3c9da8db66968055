import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { UpstreamError } from '#core/errors.ts';
import { synthesise } from '#scripts/local/synthesise.ts';
import { deploy, emulatedApiUrl } from './deployment.ts';
import type { Emulation } from './emulation.ts';
import { createFirstKey } from './first-key.ts';
import { createGuardrails } from './guardrail.ts';
import { adaptTemplate, EmulatedTemplate, passedOverResources, type Substitutes } from './template-copy.ts';

const PRELOAD = fileURLToPath(new URL('runtime/buffered-response.cjs', import.meta.url));

const Outputs = z.object({ ApiUrl: z.string(), FirstKeyCommand: z.string() });

/** Synthesises the stack, deploys a copy of it that MiniStack can take, and creates a key. */
export async function deployStack(options: {
  readonly endpoint: string;
  readonly folder: string;
  readonly onProgress: (line: string) => void;
}): Promise<Omit<Emulation, 'baseUrl' | 'endpoint'>> {
  const { endpoint, folder, onProgress } = options;
  const synthesised = await synthesise({ context: {}, onProgress });
  const assembly = join(folder, 'cdk.out');
  await cp(synthesised, assembly, { recursive: true });
  const templateFile = await templateOf(assembly);
  const template = EmulatedTemplate.parse(JSON.parse(await readFile(templateFile, 'utf8')));
  const substitutes = { ...leaveOut(template), ...(await createGuardrails(template, endpoint)) };
  await writeFile(templateFile, JSON.stringify(adaptTemplate(template, { substitutes, preload: PRELOAD })));

  onProgress('Deploying with the CDK CLI …');
  const outputs = await deploy(assembly, { endpoint, folder });
  const { ApiUrl, FirstKeyCommand } = Outputs.parse(outputs);
  onProgress('Creating a key with the command that the stack prints …');
  const key = await createFirstKey(FirstKeyCommand, endpoint);
  return {
    apiUrl: emulatedApiUrl(ApiUrl, endpoint),
    key,
    guardrail: pinnedGuardrail(substitutes),
    templateFile: await templateOf(synthesised),
    outputs,
  };
}

/** What MiniStack refuses has nothing to refer to, unless somebody makes it in another way. */
function leaveOut(template: EmulatedTemplate): Substitutes {
  return Object.fromEntries(Object.keys(passedOverResources(template)).map((id) => [id, {}]));
}

function pinnedGuardrail(substitutes: Substitutes): Emulation['guardrail'] {
  const version = Object.values(substitutes).find(
    ({ GuardrailArn, GuardrailId }) => GuardrailArn === undefined && GuardrailId !== undefined,
  );
  return { identifier: version?.GuardrailId ?? '', version: version?.Version ?? '' };
}

/** The one template of a cloud assembly. */
export async function templateOf(assembly: string): Promise<string> {
  const [file, ...others] = (await readdir(assembly)).filter((name) => name.endsWith('.template.json'));
  if (file === undefined || others.length > 0)
    throw new UpstreamError(`${assembly} must hold one template.`, { retryable: false });
  return join(assembly, file);
}
