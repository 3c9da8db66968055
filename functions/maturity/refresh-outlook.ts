import type { ObservationSet } from '#core/maturity/observation.ts';
import { lookAhead } from '#core/outlook/look-ahead.ts';
import { type Outlook, toFigures } from '#core/outlook/outlook.ts';
import { startDeadline } from './deadline.ts';
import type { MaturityDependencies } from './dependencies.ts';
import { gatherOutlook } from './gather-outlook.ts';

/** Reading is bounded: an assessment is worth more than what is ahead of it. */
const LIMIT_MS = 30_000;

/** Computes the outlook of an assessment's day. A failure leaves the report without one, and says so in the log. */
export async function refreshOutlook(
  { evidence, outlook, log }: MaturityDependencies,
  set: ObservationSet,
): Promise<Outlook | undefined> {
  const deadline = startDeadline(evidence.clock, LIMIT_MS);
  try {
    const previous = await latestOutlook({ outlook, log });
    const readers = { metrics: evidence.metrics, logs: evidence.logs, quotas: outlook.quotas };
    const request = { set, previous, signal: deadline.signal };
    return lookAhead(await gatherOutlook(readers, outlook.settings, request));
  } catch (error) {
    log.warn('the outlook could not be computed', { errorName: nameOf(error) });
    return undefined;
  } finally {
    deadline.end();
  }
}

/** The newest outlook; without it who was active is asked anew. */
export async function latestOutlook({
  outlook,
  log,
}: Pick<MaturityDependencies, 'outlook' | 'log'>): Promise<Outlook | undefined> {
  try {
    return await outlook.store.latest();
  } catch (error) {
    log.warn('the newest outlook could not be read', { errorName: nameOf(error) });
    return undefined;
  }
}

/** Stores an outlook and writes its figures. */
export async function keepOutlook(
  { store, sink }: Pick<MaturityDependencies['outlook'], 'store' | 'sink'>,
  computed: Outlook,
): Promise<void> {
  await store.save(computed);
  sink.write(toFigures(computed));
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
