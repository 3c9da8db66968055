import { MIN_CALLS } from '../maturity/thresholds.ts';
import { toCount } from '../maturity/wording.ts';
import { type Known, known, unknown } from './known.ts';
import { baseModelOf } from './traffic-plan.ts';

/** What users said of a model's answers. */
export interface Quality {
  readonly positive: number;
  readonly negative: number;
  /** Positive ratings as a share of all; unknown below twenty, which are too few to judge. */
  readonly positivePercent: Known<number>;
}

/** One rating; `requestId` is either of a call's two ids. */
export interface Rating {
  readonly requestId: string;
  readonly rating: string;
}

/** One rated call in the gateway's log. */
export interface RatedCall {
  readonly requestId: string;
  readonly gatewayRequestId: string;
  readonly model: string;
}

/** Newest ratings that are looked up: one answer of Logs Insights. */
const MAX_RATINGS = 1_000;
/** Ids in one query: two lists of 36 characters each stay below its 10,000. */
const IDS_PER_QUERY = 100;

/** Ratings in the feedback function's log, the newest first. */
export const RATINGS_QUERY = `filter message = "UserFeedback" | fields feedback.requestId as requestId, feedback.rating as rating | sort @timestamp desc | limit ${MAX_RATINGS}`;

/** Queries that find the calls of ratings in the gateway's log. Ids that could leave their quotes are left out. */
export function ratedCallQueries(ratings: readonly Rating[]): readonly string[] {
  const ids = [...new Set(ratings.map(({ requestId }) => requestId))].filter((id) =>
    /^[\w-]{1,64}$/.test(id),
  );
  return Array.from({ length: Math.ceil(ids.length / IDS_PER_QUERY) }, (_, index) => {
    const list = ids.slice(index * IDS_PER_QUERY, (index + 1) * IDS_PER_QUERY).map((id) => `"${id}"`);
    return `filter message = "invocation" and (invocation.requestId in [${list.join(',')}] or invocation.gatewayRequestId in [${list.join(',')}]) | fields invocation.requestId as requestId, invocation.gatewayRequestId as gatewayRequestId, Model as model | limit ${MAX_RATINGS}`;
  });
}

/** What users said of one model, from the ratings and the calls that they are of. */
export function qualityOf(
  modelId: string,
  ratings: readonly Rating[],
  calls: readonly RatedCall[],
): Known<Quality> {
  const models = new Map(
    calls.flatMap(({ requestId, gatewayRequestId, model }) => [
      [requestId, model] as const,
      [gatewayRequestId, model] as const,
    ]),
  );
  const own = ratings.filter(({ requestId }) => models.get(requestId) === baseModelOf(modelId));
  if (own.length === 0) return unknown('No answer of the model was rated in the window.');
  const positive = own.filter(({ rating }) => rating === 'positive').length;
  return known({
    positive,
    negative: own.length - positive,
    positivePercent:
      own.length < MIN_CALLS
        ? unknown(`Only ${toCount(own.length, 'rating')}: fewer than ${MIN_CALLS} are too few to judge.`)
        : known((positive / own.length) * 100),
  });
}
