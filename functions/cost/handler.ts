import { UpstreamError } from '#core/errors.ts';
import type { ProxyAnswer } from '#core/http/proxy-answer.ts';
import { answerCosts } from './answer-costs.ts';
import { type ComparisonOutcomes, compareBill } from './compare-bill.ts';
import type { CostDependencies } from './dependencies.ts';
import { CostEvent } from './event.ts';
import { connectToAws } from './live.ts';
import { type RollUpOutcome, rollUp } from './roll-up.ts';

/** What a scheduled run says it has done. */
export interface ScheduledOutcome {
  readonly kind: 'rollup';
  readonly days: readonly RollUpOutcome[];
  readonly comparison: ComparisonOutcomes;
}

/** Adds up the gateway's records by day on a schedule, and answers `GET /v1/costs`. */
export function createHandler(dependencies: CostDependencies) {
  return async (input: unknown): Promise<ScheduledOutcome | ProxyAnswer> => {
    const event = CostEvent.parse(input);
    return 'kind' in event ? runScheduled(dependencies) : answerCosts(dependencies, event);
  };
}

async function runScheduled(dependencies: CostDependencies): Promise<ScheduledOutcome> {
  const days = await rollUp(dependencies);
  const outcome = { kind: 'rollup', days, comparison: await compareBill(dependencies) } as const;
  dependencies.log.info('costs added up', outcome);
  failOnUnknown(days);
  return outcome;
}

/**
 * Only a run that failed is counted by Lambda, and seen by the alarm on it; what could be done is done by then. Lambda
 * tries again, which mends a throttled query; a day that is too large stays, and stays in alarm until a person looks.
 */
function failOnUnknown(days: readonly RollUpOutcome[]): void {
  const unknown = days.flatMap(({ day, reason }) => (reason === undefined ? [] : [`${day} (${reason})`]));
  if (unknown.length > 0)
    throw new UpstreamError(`Days that could not be added up: ${unknown.join(', ')}.`, { retryable: true });
}

let live: ReturnType<typeof createHandler> | undefined;

/** Lambda entry. */
export const handler = (event: unknown): Promise<ScheduledOutcome | ProxyAnswer> => {
  live ??= createHandler(connectToAws());
  return live(event);
};
