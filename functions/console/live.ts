import { systemClock } from '#adapters/clock.ts';
import { createLogReader } from '#adapters/cloudwatch-logs-query.ts';
import { createAlarmReader } from '#adapters/console/alarms.ts';
import { createConsoleClients } from '#adapters/console/clients.ts';
import { createContributorReader } from '#adapters/console/contributors.ts';
import { createDashboardReader } from '#adapters/console/dashboards.ts';
import { createGraphReader } from '#adapters/console/graphs.ts';
import { createInvocationTail } from '#adapters/console/log-tail.ts';
import { createSiteFiles } from '#adapters/console/site-files.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import { createBucketStore } from '#adapters/evidence-store.ts';
import { createOutlookStore } from '#adapters/outlook-store.ts';
import type { ConsoleDependencies } from './dependencies.ts';
import { ConsoleEnvironment } from './event.ts';

/** What the deployed function works with, from its environment. */
export function connectToAws(): ConsoleDependencies {
  const environment = readEnvironment(ConsoleEnvironment);
  const { AWS_REGION: region } = environment;
  const { cloudWatch, logs } = createConsoleClients({ region });
  return {
    dashboards: createDashboardReader(cloudWatch),
    graphs: createGraphReader(cloudWatch),
    contributors: createContributorReader(cloudWatch),
    alarms: createAlarmReader({ client: cloudWatch, namePrefix: environment.ALARM_NAME_PREFIX }),
    records: createInvocationTail({ client: logs, logGroup: environment.GATEWAY_LOG_GROUP }),
    logs: createLogReader({ client: logs, call: createCall(createMeteredCalls()), clock: systemClock }),
    store: createBucketStore({ bucket: environment.EVIDENCE_BUCKET, region }),
    outlooks: createOutlookStore({ bucket: environment.EVIDENCE_BUCKET, region }),
    clock: systemClock,
    siteFile: createSiteFiles(environment.LAMBDA_TASK_ROOT),
    settings: {
      stage: environment.STAGE,
      team: environment.TEAM,
      region,
      model: environment.EXAMPLE_MODEL,
      dashboards: environment.DASHBOARDS,
      tenants: environment.CONSOLE_TENANTS.split(','),
    },
  };
}
