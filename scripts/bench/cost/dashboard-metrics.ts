import * as z from 'zod';
import { parseJson } from '#core/json/parse-json.ts';

/** Metrics that a dashboard may show to be one of an account's free ones (aws.amazon.com/cloudwatch/pricing). */
export const FREE_DASHBOARD_METRICS = 50;

const Joined = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });
const Body = z.object({
  widgets: z.array(
    z.object({ properties: z.object({ metrics: z.array(z.array(z.unknown())).default([]) }) }),
  ),
});
const Expression = z.object({ expression: z.string() });

/** Metrics that a dashboard's body names. What a `SEARCH` finds is not known before there is traffic, and not counted. */
export function metricsOfDashboard(body: unknown): number {
  const { data } = Body.safeParse(parseJson(textOf(body)));
  if (!data) throw new TypeError('A dashboard of the template has a body that is not read here.');
  const rows = data.widgets.flatMap(({ properties }) => properties.metrics);
  return rows.filter((row) => row.length > 1 || !Expression.safeParse(row[0]).success).length;
}

/** What CloudFormation puts in later stands inside of strings. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  const [, parts] = Joined.parse(body)['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : 'later')).join('');
}
