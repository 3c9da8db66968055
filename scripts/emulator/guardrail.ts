import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { createSignedHttp } from '#adapters/signed-http.ts';
import { UpstreamError } from '#core/errors.ts';
import { EMULATED_REGION, emulatorEnvironment } from './credentials.ts';
import { type EmulatedTemplate, passedOverResources, type Substitutes } from './template-copy.ts';

const CreatedGuardrail = z.object({ guardrailId: z.string(), guardrailArn: z.string(), version: z.string() });
const CreatedVersion = z.object({ version: z.string() });

/** Makes the template's guardrails through Bedrock's API, and tells what to put where the template refers to them. */
export async function createGuardrails(template: EmulatedTemplate, endpoint: string): Promise<Substitutes> {
  const passedOver = Object.entries(passedOverResources(template));
  const substitutes: Record<string, Readonly<Record<string, string>>> = {};
  for (const [id, { Type, Properties }] of passedOver) {
    if (Type !== 'AWS::Bedrock::Guardrail') continue;
    const created = CreatedGuardrail.parse(
      await post(endpoint, '/guardrails', toRequest(Properties, ['KmsKeyArn'])),
    );
    substitutes[id] = {
      Ref: created.guardrailArn,
      GuardrailArn: created.guardrailArn,
      GuardrailId: created.guardrailId,
      Version: created.version,
    };
  }
  for (const [id, { Type, Properties }] of passedOver) {
    if (Type !== 'AWS::Bedrock::GuardrailVersion') continue;
    const guardrailId = guardrailOf(Properties, substitutes);
    const { version } = CreatedVersion.parse(await post(endpoint, `/guardrails/${guardrailId}`, {}));
    substitutes[id] = { Ref: `${guardrailId}|${version}`, GuardrailId: guardrailId, Version: version };
  }
  return substitutes;
}

const VersionProperties = z.object({
  GuardrailIdentifier: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
});

function guardrailOf(properties: unknown, substitutes: Substitutes): string {
  const [id, attribute] = VersionProperties.parse(properties).GuardrailIdentifier['Fn::GetAtt'];
  const value = substitutes[id]?.[attribute];
  if (value === undefined)
    throw new UpstreamError(`The guardrail ${id} was not made before its version.`, { retryable: false });
  return value;
}

/** CloudFormation's property names are the API's with a capital. `without` names properties that need other resources. */
function toRequest(properties: unknown, without: readonly string[] = []): unknown {
  if (Array.isArray(properties)) return properties.map((item) => toRequest(item));
  if (typeof properties !== 'object' || properties === null) return properties;
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !without.includes(name))
      .map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), toRequest(value)]),
  );
}

async function post(endpoint: string, path: string, content: unknown): Promise<unknown> {
  const send = createSignedHttp({
    signingName: 'bedrock',
    endpoint,
    region: EMULATED_REGION,
    environment: emulatorEnvironment(endpoint),
  });
  const body = Buffer.from(JSON.stringify(content));
  const headers = { 'content-type': 'application/json' };
  const response = await send({ path, headers, body }, AbortSignal.timeout(10_000));
  const answer = (await buffer(response)).toString();
  if ((response.statusCode ?? 500) >= 300)
    throw new UpstreamError(`POST ${path} was answered with ${response.statusCode}: ${answer}`, {
      retryable: false,
    });
  return JSON.parse(answer);
}
