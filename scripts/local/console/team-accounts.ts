import { json } from 'node:stream/consumers';
import { callFunction } from '../../console/call-function.ts';
import type { ConsoleAccount } from '../../console/exchange.ts';
import { functionVariables } from '../function-variables.ts';
import { createFunctionPool, type FunctionPool } from '../lambda/pool.ts';
import { workerCode } from '../lambda/worker-code.ts';
import { LOCAL_TENANT } from '../local-tenant.ts';
import { createLogGroups } from '../log-groups.ts';
import type { LocalStack } from '../stack.ts';
import type { StartedTeams, TeamSummary } from '../start/teams.ts';
import { functionNamed } from '../teams/place.ts';
import type { LocalConsole } from './local-console.ts';
import { createMailFolder } from './mail-folder.ts';
import { putDashboards } from './team-dashboards.ts';

/** The stage that an example team's calls are mostly of, and that is assessed. */
const STAGE = 'prod';

type Assessed = Extract<TeamSummary, { readonly status: 'assessed' }>;

/** Example teams in the console. */
export interface ShownTeams {
  /** Ends the functions that read their accounts. */
  readonly close: () => Promise<void>;
}

/** Shows each example team as soon as all are assessed: the console's own function, run against the team's AWS. */
export function showTeams(
  console: LocalConsole,
  {
    stack,
    teams,
    onWarning,
  }: {
    readonly stack: Pick<LocalStack, 'template' | 'apiUrl'>;
    readonly teams: StartedTeams;
    readonly onWarning: (message: string) => void;
  },
): ShownTeams {
  const pools: FunctionPool[] = [];
  const show = async (summary: Assessed): Promise<void> => {
    const pool = await createPool(stack, summary);
    pools.push(pool);
    await createLogGroups(stack.template, summary.awsEndpoint);
    await putDashboards(stack.template, { endpoint: summary.awsEndpoint, stage: STAGE });
    console.add(toAccount(summary, { pool, endpoint: stack.apiUrl }));
  };
  const shown = teams.summaries
    .then(async (summaries = []) => {
      for (const summary of summaries) if (summary.status === 'assessed') await show(summary);
    })
    .catch((error: unknown) => onWarning(`The console does not show the example teams: ${String(error)}`));
  return {
    close: async () => {
      await shown;
      await Promise.all(pools.map((pool) => pool.recycle()));
    },
  };
}

async function createPool(
  { template }: Pick<LocalStack, 'template'>,
  { name, awsEndpoint: endpoint }: Assessed,
): Promise<FunctionPool> {
  const definition = functionNamed(template, 'console');
  return createFunctionPool({
    definition: { ...definition, reservedConcurrency: undefined }, // nothing stands before it that would ask again
    workerCode: await workerCode(),
    variables: {
      ...functionVariables(definition, { endpoint, region: template.region }),
      TEAM: name,
      STAGE,
    },
    onLog: () => undefined, // an invocation that fails says why
  });
}

function toAccount(
  { name, story, mail }: Assessed,
  { pool, endpoint }: { readonly pool: FunctionPool; readonly endpoint: string },
): ConsoleAccount {
  return {
    id: name,
    title: `Team ${name}`,
    description: story,
    endpoint,
    call: callFunction((event) => json(pool.invoke(event)), { tenant: LOCAL_TENANT }),
    mails: createMailFolder(mail),
  };
}
