import { ConfigurationError, UpstreamError } from '#core/errors.ts';
import { LoggingConfig } from '#core/invocation-logging/configuration.ts';
import { type LoggingState, planDeletion, planDeployment } from '#core/invocation-logging/plan.ts';
import type { InvocationLoggingDependencies } from './dependencies.ts';
import { ResourceProperties } from './event.ts';

/**
 * A role that was just made is not known everywhere at once, and Bedrock refuses a configuration whose role it cannot
 * assume (that it checks is unverified): two minutes of patience, in milliseconds.
 */
const PATIENCE = { attempts: 13, pauseMs: 10_000 } as const;

/** What other resources of the stack may refer to. */
export type ResourceData = Readonly<Record<'LogGroupName' | 'State', string>>;

/** Brings the Region's logging to what the settings ask for. Throws with what to change where that is not possible. */
export async function deploy(
  properties: unknown,
  dependencies: InvocationLoggingDependencies,
): Promise<ResourceData> {
  const { Mode: mode, Overwrite: overwrite, LoggingConfig: wanted } = ResourceProperties.parse(properties);
  const plan = planDeployment(
    { mode, overwrite: overwrite === 'true', wanted },
    await readState(dependencies),
  );
  if (plan.action === 'refuse') throw new ConfigurationError(plan.reason);
  const logGroupName = plan.configuration.cloudWatchConfig?.logGroupName;
  if (logGroupName === undefined) throw new ConfigurationError('The configuration names no log group.');
  // remembered first: a run that ends here must not forget what it is about to replace
  await dependencies.memory.write(plan.memory);
  if (plan.action === 'put') await putPatiently(LoggingConfig.parse(plan.configuration), dependencies);
  dependencies.log.info('invocation logging', { action: plan.action, state: plan.memory.state });
  return { LogGroupName: logGroupName, State: plan.memory.state };
}

/** Puts back what was found. */
export async function withdraw(dependencies: InvocationLoggingDependencies): Promise<void> {
  const { control, memory, log } = dependencies;
  const plan = planDeletion(await readState(dependencies));
  if (plan.action === 'restore') await control.put(plan.configuration);
  if (plan.action === 'remove') await control.remove();
  await memory.forget();
  log.info('invocation logging', plan.action === 'leave' ? plan : { action: plan.action });
}

export async function readState({
  control,
  memory,
}: Pick<InvocationLoggingDependencies, 'control' | 'memory'>): Promise<LoggingState> {
  const [current, remembered] = await Promise.all([control.read(), memory.read()]);
  return { current, memory: remembered };
}

async function putPatiently(
  configuration: LoggingConfig,
  { control, clock }: InvocationLoggingDependencies,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await control.put(configuration);
    } catch (error) {
      const mayPass = error instanceof UpstreamError && error.retryable && attempt < PATIENCE.attempts;
      if (!mayPass) throw error;
      await clock.sleep(PATIENCE.pauseMs);
    }
  }
}
