import * as z from 'zod/mini';
import { lenient } from '../lenient.ts';

// The parts of a dashboard's body that are drawn (CloudWatch API reference, "Dashboard body structure").

const text = z._default(z.string(), '');
const color = lenient(z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/)));
export const Box = z.object({
  x: z._default(z.int().check(z.minimum(0), z.maximum(23)), 0),
  y: z._default(z.int().check(z.minimum(0)), 0),
  width: z._default(z.int().check(z.minimum(1), z.maximum(24)), 6),
  height: z._default(z.int().check(z.minimum(1), z.maximum(1_000)), 6),
});
const AxisProperties = z.object({
  label: lenient(z.string()),
  min: lenient(z.number()),
  max: lenient(z.number()),
});
export const Horizontal = z.object({
  value: z.number(),
  label: text,
  yAxis: z._default(z.enum(['left', 'right']), 'left'),
  color,
  fill: lenient(z.enum(['above', 'below'])),
  visible: z._default(z.boolean(), true),
});
const MetricProperties = z.object({
  title: text,
  view: z._default(z.string(), 'timeSeries'),
  stacked: z._default(z.boolean(), false),
  sparkline: z._default(z.boolean(), false),
  setPeriodToTimeRange: z._default(z.boolean(), false),
  period: lenient(z.int().check(z.minimum(1))),
  stat: z._default(z.string(), 'Average'),
  region: lenient(z.string()),
  metrics: z._default(z.array(z.array(z.unknown())), []),
  yAxis: lenient(z.object({ left: lenient(AxisProperties), right: lenient(AxisProperties) })),
  annotations: lenient(
    z.object({
      horizontal: z._default(z.array(z.unknown()), []),
      alarms: z._default(z.array(z.string()), []),
    }),
  ),
});
const RuleProperties = z.object({
  title: text,
  period: lenient(z.int().check(z.minimum(60))),
  insightRule: z.object({
    ruleName: z.string(),
    orderBy: z._default(z.enum(['Sum', 'Maximum']), 'Sum'),
    maxContributorCount: z._default(z.int().check(z.minimum(1), z.maximum(100)), 10),
  }),
});

/** What stands in a widget, by its `type`; the first that reads it decides. */
export const TextType = z.object({ type: z.literal('text'), properties: z.object({ markdown: z.string() }) });
export const RuleType = z.object({ type: z.literal('metric'), properties: RuleProperties });
export const MetricType = z.object({ type: z.literal('metric'), properties: MetricProperties });
export const LogType = z.object({
  type: z.literal('log'),
  properties: z.object({ title: text, query: z.string() }),
});
export const AlarmType = z.object({
  type: z.literal('alarm'),
  properties: z.object({ title: text, alarms: z.array(z.string()) }),
});
export const Titled = z.object({ properties: z.object({ title: z.string() }) });
export const Body = z.object({ widgets: z.array(z.unknown()) });
