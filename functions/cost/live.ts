import { systemClock } from '#adapters/clock.ts';
import { createLogReader } from '#adapters/cloudwatch-logs-query.ts';
import { createBillReader } from '#adapters/cost/bill-reader.ts';
import { createCostClients } from '#adapters/cost/clients.ts';
import { createDailyCosts } from '#adapters/cost/daily-costs.ts';
import { createReconciliationSink } from '#adapters/cost/reconciliation-sink.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import { createRunLog } from '#adapters/run-log.ts';
import type { CostDependencies } from './dependencies.ts';
import { CostEnvironment } from './event.ts';

/** What the deployed function works with, from its environment. */
export function connectToAws(): CostDependencies {
  const environment = readEnvironment(CostEnvironment);
  const { AWS_REGION: region, STAGE: stage, MAX_DIFFERENCE_PERCENT: maxDifferencePercent } = environment;
  const call = createCall(createMeteredCalls());
  const clients = createCostClients({ region });
  return {
    costs: createDailyCosts({
      tableName: environment.COSTS_TABLE_NAME,
      retentionDays: environment.RETENTION_DAYS,
      sleep: systemClock.sleep,
      client: clients.dynamoDb,
    }),
    logs: createLogReader({ client: clients.logs, call, clock: systemClock }),
    clock: systemClock,
    log: createRunLog(),
    ...(environment.RECONCILE && {
      reconciliation: {
        bills: createBillReader({ client: clients.costExplorer, call, region }),
        sink: createReconciliationSink({ stage, maxDifferencePercent }),
      },
    }),
    settings: {
      stage,
      gatewayLogGroup: environment.GATEWAY_LOG_GROUP,
      feedbackLogGroup: environment.FEEDBACK_LOG_GROUP,
      lookBackDays: environment.LOOK_BACK_DAYS,
      readers: environment.COST_READERS,
      maxDifferencePercent,
    },
  };
}
