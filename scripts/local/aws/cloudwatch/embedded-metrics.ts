import * as z from 'zod';
import { parseJson } from '#core/json/parse-json.ts';
import type { Sample } from './metric-store.ts';

/** What an Embedded Metric Format document gives. */
export interface ExtractedMetrics {
  readonly samples: readonly Sample[];
  /** Parts that break the format; CloudWatch counts them as `EMFValidationErrors`. */
  readonly validationErrors: number;
  /** 1 when the line names metrics and is not JSON: `EMFParsingErrors`. */
  readonly parsingErrors: number;
}

const NOTHING: ExtractedMetrics = { samples: [], validationErrors: 0, parsingErrors: 0 };

// Limits of the format: CloudWatch user guide, "Specification: Embedded metric format".
const MAX_METRICS = 100;
const MAX_DIMENSIONS = 30;
const MAX_VALUES = 100;
const MAX_BYTES = 1_048_576;
const MAX_AGE_MS = 14 * 24 * 60 * 60_000;
const MAX_AHEAD_MS = 2 * 60 * 60_000;

const Directive = z.object({
  Namespace: z.string().min(1).max(1_024),
  Dimensions: z.array(z.array(z.string().min(1).max(250)).max(MAX_DIMENSIONS)),
  Metrics: z.array(z.object({ Name: z.string().min(1).max(1_024) })).max(MAX_METRICS),
});
type Directive = z.infer<typeof Directive>;

const Envelope = z.object({
  _aws: z.object({ Timestamp: z.number(), CloudWatchMetrics: z.array(z.unknown()) }),
});

const Members = z.record(z.string(), z.unknown());
type Members = Readonly<z.infer<typeof Members>>;

/** Reads the metrics that a log line embeds. Any line may come in; what is no such document gives nothing. */
export function extractMetrics(message: string, { nowMs }: { readonly nowMs: number }): ExtractedMetrics {
  if (!message.includes('"CloudWatchMetrics"')) return NOTHING;
  if (Buffer.byteLength(message) > MAX_BYTES) return { ...NOTHING, validationErrors: 1 };
  const document = Members.safeParse(parseJson(message)).data;
  if (!document) return { ...NOTHING, parsingErrors: 1 };
  const envelope = Envelope.safeParse(document).data?._aws;
  if (!envelope || !isRecent(envelope.Timestamp, nowMs)) return { ...NOTHING, validationErrors: 1 };
  const extracted = envelope.CloudWatchMetrics.map((directive) =>
    readDirective(directive, { document, timestampMs: envelope.Timestamp }),
  );
  return {
    samples: extracted.flatMap(({ samples }) => samples),
    validationErrors: extracted.reduce((sum, { validationErrors }) => sum + validationErrors, 0),
    parsingErrors: 0,
  };
}

const isRecent = (timestampMs: number, nowMs: number): boolean =>
  timestampMs >= nowMs - MAX_AGE_MS && timestampMs <= nowMs + MAX_AHEAD_MS;

interface Source {
  readonly document: Members;
  readonly timestampMs: number;
}

function readDirective(directive: unknown, source: Source): ExtractedMetrics {
  const parsed = Directive.safeParse(directive).data;
  if (!parsed) return { ...NOTHING, validationErrors: 1 };
  const sets = (parsed.Dimensions.length === 0 ? [[]] : parsed.Dimensions).map((names) =>
    readDimensions(names, source.document),
  );
  const metrics = parsed.Metrics.map(({ Name }) => ({
    Name,
    values: readValues(member(source.document, Name)),
  }));
  return {
    samples: sets.flatMap((dimensions) =>
      dimensions ? metrics.flatMap((metric) => toSample({ ...metric, dimensions }, parsed, source)) : [],
    ),
    validationErrors: [...sets, ...metrics.map(({ values }) => values)].filter((read) => read === undefined)
      .length,
    parsingErrors: 0,
  };
}

/** Targets are members of the root: a dot in a name is part of the name. */
const member = (document: Members, name: string): unknown =>
  Object.hasOwn(document, name) ? document[name] : undefined;

const DimensionValue = z.string().min(1).max(1_024);

function readDimensions(names: readonly string[], document: Members): Sample['dimensions'] | undefined {
  const dimensions = names.map((name) => ({
    name,
    value: DimensionValue.safeParse(member(document, name)).data,
  }));
  return dimensions.every(
    (dimension): dimension is { name: string; value: string } => dimension.value !== undefined,
  )
    ? dimensions
    : undefined;
}

// z.number() refuses NaN and infinity, as CloudWatch does.
const Values = z.union([
  z.number().transform((value) => [value]),
  z.array(z.number()).min(1).max(MAX_VALUES),
]);

function readValues(value: unknown): Map<number, number> | undefined {
  const values = Values.safeParse(value).data;
  if (!values) return undefined;
  const counted = new Map<number, number>();
  for (const each of values) counted.set(each, (counted.get(each) ?? 0) + 1);
  return counted;
}

function toSample(
  metric: {
    readonly Name: string;
    readonly values: Map<number, number> | undefined;
    readonly dimensions: Sample['dimensions'];
  },
  { Namespace }: Directive,
  { timestampMs }: Source,
): readonly Sample[] {
  const { Name, values, dimensions } = metric;
  return values
    ? [{ namespace: Namespace, metricName: Name, dimensions, timestampMs, aggregate: { values } }]
    : [];
}
