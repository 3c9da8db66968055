import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { PROJECT_ROOT } from './project-root.ts';

const CdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/**
 * Context of cdk.json when nobody passed one: the CDK CLI sets CDK_CONTEXT_JSON, a run without it does not.
 */
export function readCdkContext(environment: NodeJS.ProcessEnv): Record<string, unknown> | undefined {
  if (environment.CDK_CONTEXT_JSON !== undefined) return undefined;
  return CdkJson.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'cdk.json'), 'utf8'))).context;
}
