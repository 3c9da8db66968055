import { parentPort, workerData } from 'node:worker_threads';
import { startTeamAccount, type TeamAccount } from '../account.ts';
import { EXAMPLE_TEAMS } from '../examples.ts';
import type { FromTeam, TeamStart, ToTeam } from '../protocol.ts';

const start: TeamStart = workerData;

function post(message: FromTeam): void {
  parentPort?.postMessage(message);
}

function listen({ written }: TeamAccount): void {
  parentPort?.on('message', ({ type }: ToTeam) => {
    if (type === 'write') void written().then(() => post({ type: 'written' }));
  });
}

async function run({ team: name, ...options }: TeamStart): Promise<void> {
  const team = EXAMPLE_TEAMS.find((each) => each.name === name);
  if (!team) throw new Error(`There is no example team ${name}.`);
  const onWarning = (message: string): void => post({ type: 'warning', message });
  const account = await startTeamAccount({ ...options, team, onWarning });
  listen(account);
  post({ type: 'ready', endpoint: account.aws.endpoint, history: account.history });
}

run(start).catch((error: unknown) =>
  post({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
);
