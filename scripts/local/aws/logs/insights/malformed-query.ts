import { ServiceError } from '../../wire.ts';

/** A stretch of a query's text; the end is not part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The error of a query that cannot be read, with the place that stopped it. */
export function malformedQuery(message: string, { start, end }: Span): ServiceError {
  const location = { startCharOffset: start, endCharOffset: end };
  return new ServiceError('MalformedQueryException', message, {
    members: { queryCompileError: { location, message } },
  });
}

/** The error of what CloudWatch may know and this subset does not. */
export const notOffered = (what: string, span: Span): ServiceError =>
  malformedQuery(`The embedded AWS does not offer ${what} in Logs Insights.`, span);
