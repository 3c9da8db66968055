import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { InvocationRecord } from '#core/invocation/record.ts';
import { placeBodies } from '#core/invocation-log/body.ts';
import { readLogEvent } from '#core/invocation-log/document.ts';
import { type LoggedBody, toRecord } from '#core/invocation-log/to-record.ts';
import { invocationSamples } from '#core/signals/samples.ts';
import { converseEvents, logEvent } from './sample-events.ts';

const EVENTS = 100_000;
const LONGEST_MS = 10_000;

type Ending = 'recorded' | 'quarantined' | 'ignored';

/** What the collector does with an event, without AWS. */
function collect(message: string): { readonly ending: Ending; readonly record?: InvocationRecord } {
  const reading = readLogEvent(message);
  if (reading.status !== 'invocation') return { ending: reading.status };
  const { input, output } = placeBodies(reading.document);
  const bodyOf = (place: typeof input): LoggedBody =>
    place.kind === 'inline' ? { status: 'read', value: place.value } : { status: 'missing' };
  const call = { document: reading.document, input: bodyOf(input), output: bodyOf(output) };
  const converted = toRecord(call, { stage: 'dev', prices: defaultPriceBook });
  if (converted.status === 'quarantined') return { ending: 'quarantined' };
  return { ending: 'recorded', record: converted.record };
}

const templates = [
  logEvent(),
  logEvent({ operation: 'ConverseStream', output: { outputBodyJson: converseEvents } }),
  logEvent({
    operation: 'InvokeModel',
    output: { outputBodyJson: { content: [{ text: 'x' }], usage: { input_tokens: 1, output_tokens: 2 } } },
  }),
  logEvent({
    operation: 'InvokeModelWithResponseStream',
    output: {
      outputBodyJson: [
        { generation: 'x' },
        {
          stop_reason: 'stop',
          'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 4 },
        },
      ],
    },
  }),
  logEvent({ errorCode: 'ThrottlingException', output: {} }),
].map((template) => JSON.stringify(template));

/** Values that have broken parsers before. */
const odd = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1.5,
  1e308,
  '',
  'x',
  '__proto__',
  [],
  {},
  [null],
  [[[]]],
  { constructor: 1 },
  '\u0000',
  '\ud800',
  2 ** 53,
  '9'.repeat(400),
);
const anything = fc.oneof(
  { weight: 3, arbitrary: odd },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** A whole event in which some values, anywhere, are others. */
const changed = fc
  .tuple(
    fc.constantFrom(...templates),
    fc.array(fc.tuple(fc.nat(), anything), { minLength: 0, maxLength: 4 }),
  )
  .map(([template, changes]) => {
    const root: Record<string, unknown> = JSON.parse(template);
    for (const [seed, value] of changes) replaceSomewhere(root, seed, value);
    return JSON.stringify(root);
  });

function replaceSomewhere(root: Record<string, unknown>, seed: number, value: unknown): void {
  let node: Record<string, unknown> = root;
  for (let left = seed; ; left = Math.floor(left / 7)) {
    const keys = Object.keys(node);
    const key = keys[left % Math.max(1, keys.length)];
    if (key === undefined) return;
    const child = node[key];
    if (left % 3 === 0 || typeof child !== 'object' || child === null) {
      node[key] = structuredClone(value);
      return;
    }
    node = child as Record<string, unknown>;
  }
}

const cut = fc.tuple(changed, fc.nat(2_000)).map(([text, end]) => text.slice(0, end));
const message = fc.oneof(
  { weight: 8, arbitrary: changed },
  { weight: 1, arbitrary: cut },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

describe('a hundred thousand events of any shape', () => {
  it('each end as a record or in quarantine, without an exception, in ten seconds', () => {
    const endings: Record<Ending, number> = { recorded: 0, quarantined: 0, ignored: 0 };
    let busyMs = 0;

    fc.assert(
      fc.property(message, (text) => {
        const began = process.cpuUsage();
        const { ending, record } = collect(text);
        const { user, system } = process.cpuUsage(began);
        busyMs += (user + system) / 1_000;
        endings[ending] += 1;
        if (record && endings.recorded % 20 === 0) {
          expect(InvocationRecord.safeParse(record).success).toBe(true);
          for (const { value } of invocationSamples(record)) expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: EVENTS },
    );

    expect(endings.recorded + endings.quarantined + endings.ignored).toBe(EVENTS);
    expect(endings.recorded).toBeGreaterThan(EVENTS / 10);
    expect(endings.quarantined).toBeGreaterThan(EVENTS / 10);
    expect(busyMs).toBeLessThan(LONGEST_MS);
  }, 300_000); // making the events takes longer than reading them
});
