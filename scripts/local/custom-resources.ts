import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json, text } from 'node:stream/consumers';
import * as z from 'zod';
import { ConfigurationError } from '#core/errors.ts';
import type { FunctionPools } from './function-pools.ts';
import type { CustomResourceDefinition } from './template/capture.ts';
import type { LocalTemplate } from './template.ts';

const Answer = z.object({ Status: z.enum(['SUCCESS', 'FAILED']), Reason: z.string().optional() });
type Answer = z.infer<typeof Answer>;

/** Has the template's functions make the resources that are theirs, as CloudFormation would on create. */
export async function makeCustomResources(
  { customResources, stackName, region, accountId }: LocalTemplate,
  pools: Pick<FunctionPools, 'find'>,
): Promise<void> {
  const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`;
  for (const resource of customResources) {
    const { Status: status, Reason: reason } = await make(resource, { stackId, pools });
    if (status === 'FAILED')
      throw new ConfigurationError(`${resource.logicalId} could not be made: ${reason ?? 'no reason given'}`);
  }
}

async function make(
  { logicalId, type, functionArn, properties }: CustomResourceDefinition,
  { stackId, pools }: { readonly stackId: string; readonly pools: Pick<FunctionPools, 'find'> },
): Promise<Answer> {
  const mailbox = await openMailbox();
  try {
    const request = {
      RequestType: 'Create',
      ResponseURL: mailbox.url,
      StackId: stackId,
      RequestId: randomUUID(),
      ResourceType: type,
      LogicalResourceId: logicalId,
      ResourceProperties: properties,
    };
    // a function that fails never answers
    const [answer] = await Promise.all([mailbox.answer, text(pools.find(functionArn).invoke(request))]);
    return answer;
  } finally {
    mailbox.close();
  }
}

/** The presigned address that CloudFormation would take an answer at. */
async function openMailbox() {
  const server = createServer();
  const answer = new Promise<Answer>((resolve, reject) => {
    server.on('request', (request, response) => {
      void json(request)
        .then((body) => resolve(Answer.parse(body)))
        .catch(reject)
        .finally(() => response.end());
    });
  });
  answer.catch(() => undefined); // it is awaited beside the function, which may fail first
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new ConfigurationError('No port on 127.0.0.1.');
  return {
    url: `http://127.0.0.1:${address.port}/answer`,
    answer,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
