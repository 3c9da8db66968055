import * as z from 'zod';

const StoredSet = z.object({
  sum: z.number(),
  sampleCount: z.number(),
  minimum: z.number(),
  maximum: z.number(),
});

/** A metric with its buckets, for the state file. */
export const StoredMetric = z.object({
  namespace: z.string(),
  metricName: z.string(),
  dimensions: z.array(z.object({ name: z.string(), value: z.string() })),
  buckets: z.array(
    z.object({
      minuteMs: z.number(),
      values: z.array(z.tuple([z.number(), z.number()])),
      set: StoredSet.optional(),
    }),
  ),
});
export type StoredMetric = z.infer<typeof StoredMetric>;
