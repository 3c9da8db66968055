import { systemClock } from '#adapters/clock.ts';
import { createLogReader } from '#adapters/cloudwatch-logs-query.ts';
import { createBillReader } from '#adapters/cost/bill-reader.ts';
import { type CostClients, createCostClients } from '#adapters/cost/clients.ts';
import { createDailyCosts } from '#adapters/cost/daily-costs.ts';
import { createDataExportReader } from '#adapters/cost/data-export.ts';
import { createReconciliationSink } from '#adapters/cost/reconciliation-sink.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { type Call, createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import { readPriceOverride } from '#adapters/price-override.ts';
import { createProfileReader } from '#adapters/prices/inference-profiles.ts';
import { createPriceSource } from '#adapters/prices/price-source.ts';
import { createRunLog } from '#adapters/run-log.ts';
import { priceBookWith } from '#core/cost/default-price-book.ts';
import type { CostDependencies } from './dependencies.ts';
import { CostEnvironment } from './event.ts';

interface Connection {
  readonly clients: CostClients;
  readonly call: Call;
}

/** Readers of the bills that the stack's settings name. */
function connectBills(environment: CostEnvironment, { clients, call }: Connection): Bills {
  const { AWS_REGION: region, ACCOUNT_ID: accountId, RECONCILE, DATA_EXPORT: place } = environment;
  return {
    ...(RECONCILE && {
      cost_explorer: createBillReader({ client: clients.costExplorer, call, region, accountId }),
    }),
    ...(place && {
      data_export: createDataExportReader({
        ...{ client: clients.s3, call, place, region, accountId },
        prices: createPriceSource({
          book: priceBookWith(readPriceOverride(environment)),
          profiles: createProfileReader({ region }),
          clock: systemClock,
        }),
      }),
    }),
  };
}

type Bills = NonNullable<CostDependencies['reconciliation']>['bills'];

/** What the deployed function works with, from its environment. */
export function connectToAws(): CostDependencies {
  const environment = readEnvironment(CostEnvironment);
  const { AWS_REGION: region, STAGE: stage, MAX_DIFFERENCE_PERCENT: maxDifferencePercent } = environment;
  const call = createCall(createMeteredCalls());
  const clients = createCostClients({ region });
  const bills = connectBills(environment, { clients, call });
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
    ...(Object.keys(bills).length > 0 && {
      reconciliation: { bills, sink: createReconciliationSink({ stage, maxDifferencePercent }) },
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
