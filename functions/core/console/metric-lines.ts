import * as z from 'zod/mini';
import { lenient } from '../lenient.ts';

/** One metric or expression of a graph. */
export interface GraphLine {
  /** As expressions name it: the body's own, or one that no other line has. */
  readonly id: string;
  readonly label?: string | undefined;
  readonly color?: string | undefined;
  readonly axis: 'left' | 'right';
  /** Lines that only expressions use are not drawn. */
  readonly isVisible: boolean;
  readonly statistic: string;
  readonly periodSeconds?: number | undefined;
  readonly source:
    | {
        readonly kind: 'metric';
        readonly namespace: string;
        readonly metricName: string;
        readonly dimensions: readonly (readonly [name: string, value: string])[];
      }
    | { readonly kind: 'expression'; readonly expression: string };
}

const Options = z.object({
  id: lenient(z.string().check(z.regex(/^[a-z][A-Za-z0-9_]*$/))),
  expression: lenient(z.string().check(z.minLength(1))),
  label: lenient(z.string()),
  color: lenient(z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/))),
  yAxis: z._default(lenient(z.enum(['left', 'right'])), 'left'),
  visible: z._default(lenient(z.boolean()), true),
  stat: lenient(z.string()),
  period: lenient(z.int().check(z.minimum(1))),
});
type Options = z.infer<typeof Options>;

/** Lines of a widget's `metrics`, shorthands written out; what is neither metric nor expression is left out. */
export function toGraphLines(
  metrics: readonly (readonly unknown[])[],
  defaultStatistic: string,
): readonly GraphLine[] {
  const taken = new Set(metrics.map((entry) => optionsOf(entry).id));
  let previous: readonly string[] = [];
  return metrics.flatMap((entry, index) => {
    const options = optionsOf(entry);
    const names = writeOut(
      entry.filter((part) => typeof part === 'string'),
      previous,
    );
    if (names.length > 0) previous = names;
    const source = toSource(names, options);
    if (!source) return [];
    return [toLine(source, { ...options, id: options.id ?? freeId(index, taken) }, defaultStatistic)];
  });
}

function toLine(
  source: GraphLine['source'],
  { id, label, color, yAxis, visible, stat, period }: Options & { readonly id: string },
  defaultStatistic: string,
): GraphLine {
  return {
    ...{ id, label, color, source },
    axis: yAxis ?? 'left',
    isVisible: visible ?? true,
    statistic: stat ?? defaultStatistic,
    periodSeconds: period,
  };
}

function optionsOf(entry: readonly unknown[]): Options {
  const last = entry.at(-1);
  const isObject = typeof last === 'object' && last !== null && !Array.isArray(last);
  return Options.parse(isObject ? last : {});
}

/** `.` repeats the part above it, `...` all parts above that the line's own end leaves open. */
function writeOut(parts: readonly string[], above: readonly string[]): readonly string[] {
  const dots = parts.indexOf('...');
  const own = dots < 0 ? parts.slice() : parts.slice(dots + 1);
  const repeated = dots < 0 ? [] : [...parts.slice(0, dots), ...above.slice(dots, above.length - own.length)];
  return [...repeated, ...own].map((part, index) => (part === '.' ? (above[index] ?? part) : part));
}

function toSource(parts: readonly string[], { expression }: Options): GraphLine['source'] | undefined {
  if (expression !== undefined) return { kind: 'expression', expression };
  const [namespace, metricName, ...rest] = parts;
  if (namespace === undefined || metricName === undefined || rest.length % 2 === 1) return undefined;
  const dimensions = Array.from(
    { length: rest.length / 2 },
    (_, at) => [rest[2 * at] ?? '', rest[2 * at + 1] ?? ''] as const,
  );
  return { kind: 'metric', namespace, metricName, dimensions };
}

function freeId(index: number, taken: ReadonlySet<string | undefined>): string {
  let id = `line${index}`;
  while (taken.has(id)) id = `${id}_`;
  return id;
}
