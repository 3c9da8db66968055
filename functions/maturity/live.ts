import { createAttestationSigner } from '#adapters/attestation-signature.ts';
import { systemClock } from '#adapters/clock.ts';
import { createCostTableReader } from '#adapters/cost/cost-table.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { createBucketStore } from '#adapters/evidence-store.ts';
import { createOutlookSink } from '#adapters/outlook-log.ts';
import { createOutlookStore } from '#adapters/outlook-store.ts';
import { createPepperSource } from '#adapters/pepper.ts';
import { readPriceOverride } from '#adapters/price-override.ts';
import { createTopicMail } from '#adapters/report-mail.ts';
import { createRunLog } from '#adapters/run-log.ts';
import { createQuotaReader } from '#adapters/service-quotas.ts';
import { priceBookWith } from '#core/cost/default-price-book.ts';
import type { MaturityDependencies } from './dependencies.ts';
import { MaturityEnvironment } from './event.ts';
import { createLiveEvidence } from './live-evidence.ts';

/** What the deployed function works with, from its environment. */
export function connectToAws(): MaturityDependencies {
  const environment = readEnvironment(MaturityEnvironment);
  const { AWS_REGION: region, EVIDENCE_BUCKET: bucket } = environment;
  const prices = priceBookWith(readPriceOverride(environment));
  const costs = createCostTableReader({ tableName: environment.COSTS_TABLE_NAME, region });
  return {
    evidence: createLiveEvidence({
      region,
      prices,
      costTable: { costs, isReconciled: environment.RECONCILE },
      clock: systemClock,
      pipelineRolePattern: environment.PIPELINE_ROLE_PATTERN,
    }),
    store: createBucketStore({ bucket, region }),
    signer: createAttestationSigner(createPepperSource({ secretArn: environment.HASH_SECRET_ARN })),
    mail: createTopicMail({ topicArn: environment.REPORT_TOPIC_ARN, region }),
    log: createRunLog(),
    prices,
    outlook: {
      quotas: createQuotaReader({ region }),
      store: createOutlookStore({ bucket, region }),
      sink: createOutlookSink({ stage: environment.STAGE }),
      settings: {
        stage: environment.STAGE,
        gatewayLogGroup: environment.GATEWAY_LOG_GROUP,
        monthlyBudgetUsd: environment.MONTHLY_BUDGET_USD,
        tokensPerMinuteQuotas: environment.TOKENS_PER_MINUTE_QUOTAS,
      },
    },
    settings: {
      region,
      team: environment.TEAM,
      stage: environment.STAGE,
      windowDays: environment.WINDOW_DAYS,
      gatewayLogGroup: environment.GATEWAY_LOG_GROUP,
      feedbackLogGroup: environment.FEEDBACK_LOG_GROUP,
      gatewayRoleArn: environment.GATEWAY_ROLE_ARN,
      attestationPlace: { bucket, secretArn: environment.HASH_SECRET_ARN, region },
      ownership: environment.OWNERSHIP,
      costReaders: environment.COST_READERS,
      linkPrefix: environment.REPORT_LINK_PREFIX ?? `s3://${bucket}/`,
    },
  };
}
