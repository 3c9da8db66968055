import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import type { Assessment } from '#core/maturity/assessment.ts';
import { createLiveEvidence } from '#functions/maturity/live-evidence.ts';
import { observe } from '#functions/maturity/observe.ts';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { synthesise } from '#scripts/local/synthesise.ts';
import { startTeamAccount, type TeamAccount } from '#scripts/local/teams/account.ts';
import { EXAMPLE_TEAMS } from '#scripts/local/teams/examples.ts';
import { functionNamed, type TeamTemplate, toTeamTemplate } from '#scripts/local/teams/place.ts';
import type { Team } from '#scripts/local/teams/team.ts';
import { type LocalTemplate, loadTemplate } from '#scripts/local/template.ts';
import { createVirtualClock } from '../../../functions/maturity/virtual-clock.ts';
import { TEST_CONTEXT } from '../../../support/local-stack-context.ts';

/** The synthesised stack that the tests share. */
export async function loadStackTemplate(): Promise<LocalTemplate> {
  const context = { ...TEST_CONTEXT, stage: 'dev' };
  return loadTemplate(await synthesise({ context, onProgress: () => undefined }));
}

/** An example team by its name. */
export function teamNamed(name: string): Team {
  const team = EXAMPLE_TEAMS.find((each) => each.name === name);
  if (!team) throw new Error(`There is no team ${name}.`);
  return team;
}

/** A team in this process, on a clock that stands still, so that an assessment waits for nothing. */
export interface TeamUnderTest extends TeamAccount {
  readonly assess: () => Promise<Assessment>;
}

/** Starts teams for the tests of a file and closes them after it. */
export function useTeams(): (team: Team, at: { nowMs: number; seed?: number }) => Promise<TeamUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-teams-'));
  const started: TeamAccount[] = [];
  afterAll(async () => {
    await Promise.all(started.map(({ aws }) => aws.close()));
    rmSync(folder, { recursive: true });
  });
  return async (team, { nowMs, seed = 1 }) => {
    const template = toTeamTemplate(await loadStackTemplate());
    const clock = createVirtualClock(nowMs);
    const folders = { reports: join(folder, 'reports'), mail: join(folder, 'mail') };
    const onWarning = (message: string): void => {
      throw new Error(message);
    };
    const account = await startTeamAccount({ team, template, seed, nowMs, folders, onWarning, clock });
    started.push(account);
    return { ...account, assess: () => assessAccount(account, template, clock) };
  };
}

/** As the deployed function does it, with its code and its settings. */
async function assessAccount(
  { aws }: TeamAccount,
  template: TeamTemplate,
  clock: ReturnType<typeof createVirtualClock>,
): Promise<Assessment> {
  const { region } = template;
  const { environment } = functionNamed(template, 'maturity');
  const evidence = createLiveEvidence({
    region,
    endpoint: aws.endpoint,
    credentials: LOCAL_CREDENTIALS,
    clock,
  });
  const set = await observe(evidence, {
    stage: 'prod',
    region,
    windowDays: 14,
    gatewayLogGroup: environment.GATEWAY_LOG_GROUP,
    feedbackLogGroup: environment.FEEDBACK_LOG_GROUP,
    gatewayRoleArn: environment.GATEWAY_ROLE_ARN,
  });
  return assess(set);
}
