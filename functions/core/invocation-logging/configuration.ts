import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const flag = z.optional(z.nullable(z.boolean()));
const Place = z.object({ bucketName: z.optional(text), keyPrefix: z.optional(z.nullable(z.string())) });

/** A Region's model invocation logging, as `PutModelInvocationLoggingConfiguration` takes it. Unknown members stay. */
export const LoggingConfig = z.looseObject({
  cloudWatchConfig: z.optional(
    z.nullable(
      z.looseObject({
        logGroupName: text,
        roleArn: z.optional(z.string()),
        largeDataDeliveryS3Config: z.optional(z.nullable(Place)),
      }),
    ),
  ),
  s3Config: z.optional(z.nullable(Place)),
  textDataDeliveryEnabled: flag,
  imageDataDeliveryEnabled: flag,
  embeddingDataDeliveryEnabled: flag,
  videoDataDeliveryEnabled: flag,
  audioDataDeliveryEnabled: flag,
});
export type LoggingConfig = z.infer<typeof LoggingConfig>;

/**
 * What the stack found in the Region and what it did about it.
 * `managed`: it set `ours` in place of `previous`, `null` when logging was off. `adopted`: it set nothing.
 */
export const LoggingMemory = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('managed'),
    ours: LoggingConfig,
    /** An earlier one of ours, which is there until `ours` is set: a deployment may end in between. */
    replaces: z.optional(LoggingConfig),
    previous: z.nullable(LoggingConfig),
  }),
  z.object({ state: z.literal('adopted'), adopted: LoggingConfig }),
]);
export type LoggingMemory = z.infer<typeof LoggingMemory>;

/** A delivery flag that is left out stands for true (third-party sources agree; unverified). */
const FLAGS = [
  'textDataDeliveryEnabled',
  'imageDataDeliveryEnabled',
  'embeddingDataDeliveryEnabled',
  'videoDataDeliveryEnabled',
  'audioDataDeliveryEnabled',
] as const;

/** Whether two configurations do the same. AWS fills in what was left out, and orders members as it likes. */
export function isSame(left: LoggingConfig | undefined, right: LoggingConfig | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonical(left) === canonical(right);
}

function canonical(configuration: LoggingConfig): string {
  const flags = Object.fromEntries(FLAGS.map((name) => [name, configuration[name] ?? true]));
  return JSON.stringify(sorted({ ...configuration, ...flags }));
}

/** Members in one order; those that are empty are as good as left out. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && member !== null && member !== '')
    .map(([name, member]) => [name, sorted(member)] as const);
  return Object.fromEntries(members.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
