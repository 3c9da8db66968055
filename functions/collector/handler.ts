import { createCaptureBucket } from '#adapters/capture/bucket.ts';
import { createClaims } from '#adapters/capture/claims.ts';
import { createCaptureLog } from '#adapters/capture-log.ts';
import { systemClock } from '#adapters/clock.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { mapWide } from '#adapters/evidence/pages.ts';
import { createKeyedHash } from '#adapters/keyed-hash.ts';
import { readPriceOverride } from '#adapters/price-override.ts';
import { createProfileReader } from '#adapters/prices/inference-profiles.ts';
import { createPriceSource } from '#adapters/prices/price-source.ts';
import { createRecordSink } from '#adapters/record-log.ts';
import { priceBookWith } from '#core/cost/default-price-book.ts';
import { UpstreamError } from '#core/errors.ts';
import { type Collected, collectEvent } from './collect-event.ts';
import type { CollectorDependencies } from './dependencies.ts';
import { CollectorEnvironment } from './event.ts';
import { unpackBatch } from './unpack.ts';

/** Events collected at once. */
const PARALLEL_EVENTS = 20;

/**
 * Collects a batch of the invocation log. An event that nobody can read goes to quarantine by itself. One that a service
 * fails for does not keep the others back; the batch is then given back as a whole, since a subscription knows no other
 * way, and what was collected is recognised when it comes again.
 */
export function createHandler(dependencies: CollectorDependencies) {
  return async (input: unknown): Promise<Readonly<Partial<Record<Collected, number>>>> => {
    const logEvents = unpackBatch(input);
    const results = await mapWide(logEvents, PARALLEL_EVENTS, async (event) =>
      collectEvent(event, dependencies).catch((error: unknown) => {
        dependencies.sink.reportDefect(error); // name and place; a service's message may quote what it was sent
        return 'failed' as const;
      }),
    );
    const failed = results.filter((result) => result === 'failed').length;
    if (failed > 0)
      throw new UpstreamError(
        `${failed} of ${logEvents.length} log events could not be stored; the batch is tried again and then kept in the dead-letter queue.`,
        { retryable: true },
      );
    return countOf(results);
  };
}

function countOf(results: readonly (Collected | 'failed')[]): Readonly<Partial<Record<Collected, number>>> {
  const counts: Partial<Record<Collected, number>> = {};
  for (const result of results) if (result !== 'failed') counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

function liveDependencies(): CollectorDependencies {
  const environment = readEnvironment(CollectorEnvironment);
  const { STAGE: stage, CAPTURE_BUCKET: bucket, AWS_REGION: region } = environment;
  const captureBucket = createCaptureBucket({ bucket });
  return {
    stage,
    prices: createPriceSource({
      book: priceBookWith(readPriceOverride(environment)),
      profiles: createProfileReader({ region }),
      clock: systemClock,
    }),
    gatewayRoleArn: environment.GATEWAY_ROLE_ARN,
    bodies: captureBucket,
    quarantine: captureBucket,
    claims: createClaims({ tableName: environment.CLAIMS_TABLE_NAME, clock: systemClock }),
    sink: createRecordSink({ stage }),
    log: createCaptureLog({ stage }),
    systemPromptHash: createKeyedHash({
      secretArn: environment.HASH_SECRET_ARN,
      region,
      clock: systemClock,
    }),
    clock: systemClock,
  };
}

let live: ReturnType<typeof createHandler> | undefined;

/** Lambda entry. */
export const handler = (event: unknown): Promise<unknown> => {
  live ??= createHandler(liveDependencies());
  return live(event);
};
