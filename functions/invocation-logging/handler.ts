import { createLoggingControl } from '#adapters/capture/logging-control.ts';
import { createLoggingMemory } from '#adapters/capture/logging-memory.ts';
import { createResourceAnswers } from '#adapters/capture/resource-answers.ts';
import { createCaptureLog } from '#adapters/capture-log.ts';
import { systemClock } from '#adapters/clock.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { createRunLog } from '#adapters/run-log.ts';
import { isChanged } from '#core/invocation-logging/plan.ts';
import { roleNameOf } from '#core/maturity/trail-event.ts';
import { deploy, type ResourceData, readState, withdraw } from './apply.ts';
import type { InvocationLoggingDependencies } from './dependencies.ts';
import { ChangeEvent, InvocationLoggingEnvironment, ResourceRequest } from './event.ts';

/** Longest reason that CloudFormation is told; its answers have at most 4,096 bytes. */
const MAX_REASON_LENGTH = 900;

/** Answers CloudFormation, and looks when CloudTrail saw somebody change the configuration. */
export function createHandler(dependencies: InvocationLoggingDependencies) {
  return async (input: unknown): Promise<void> => {
    const change = ChangeEvent.safeParse(input);
    if (change.success) return noteChange(change.data, dependencies);
    return answer(ResourceRequest.parse(input), dependencies);
  };
}

/** Our own calls are seen too: only what differs from what the stack left is a change. */
async function noteChange(
  { detail }: ChangeEvent,
  dependencies: InvocationLoggingDependencies,
): Promise<void> {
  if (!isChanged(await readState(dependencies))) return;
  const fields = { event: detail.eventName, by: roleNameOf(detail.userIdentity?.arn) ?? 'unknown' };
  dependencies.captureLog.write({ loggingChanges: 1 }, { atMs: dependencies.clock.now(), fields });
}

async function answer(request: ResourceRequest, dependencies: InvocationLoggingDependencies): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = request;
  // one name for good: another one would make CloudFormation delete what it has just updated
  const PhysicalResourceId = request.PhysicalResourceId ?? `invocation-logging-${LogicalResourceId}`;
  const outcome = await run(request, dependencies);
  await dependencies.answers.send(request.ResponseURL, {
    ...{ StackId, RequestId, LogicalResourceId, PhysicalResourceId },
    ...outcome,
  });
}

type Outcome =
  | { readonly Status: 'SUCCESS'; readonly Data?: ResourceData }
  | { readonly Status: 'FAILED'; readonly Reason: string };

async function run(request: ResourceRequest, dependencies: InvocationLoggingDependencies): Promise<Outcome> {
  try {
    if (request.RequestType !== 'Delete')
      return { Status: 'SUCCESS', Data: await deploy(request.ResourceProperties, dependencies) };
    await withdraw(dependencies);
    return { Status: 'SUCCESS' };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error('thrown value');
    dependencies.log.warn('invocation logging failed', {
      request: request.RequestType,
      name,
      reason: message,
    });
    // a stack that cannot be deleted is worse than a configuration that stays
    if (request.RequestType === 'Delete') return { Status: 'SUCCESS' };
    return { Status: 'FAILED', Reason: message.slice(0, MAX_REASON_LENGTH) };
  }
}

function liveDependencies(): InvocationLoggingDependencies {
  const { STAGE: stage, MEMORY_TABLE_NAME: tableName } = readEnvironment(InvocationLoggingEnvironment);
  return {
    control: createLoggingControl(),
    memory: createLoggingMemory({ tableName }),
    answers: createResourceAnswers(),
    captureLog: createCaptureLog({ stage }),
    log: createRunLog(),
    clock: systemClock,
  };
}

let live: ReturnType<typeof createHandler> | undefined;

/** Lambda entry. */
export const handler = (event: unknown): Promise<void> => {
  live ??= createHandler(liveDependencies());
  return live(event);
};
