import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { PROJECT_ROOT } from '../bundle.ts';
import type { Figures } from './figures.ts';
import { Measurement } from './measurement.ts';

/** What tests hold changes against; made by `npm run bench:cost -- --record`. */
const RECORD_FILE = join(PROJECT_ROOT, 'scripts/bench/cost/recorded.json');

/** A measurement, and the bills that it led to when it was recorded, without any free tier. */
export const Recorded = z.strictObject({
  measurement: Measurement,
  /** USD by `variant calls`. */
  bills: z.record(z.string(), z.number()),
});
export type Recorded = z.infer<typeof Recorded>;

/** Reads the record. */
export async function readRecorded(): Promise<Recorded> {
  return Recorded.parse(JSON.parse(await readFile(RECORD_FILE, 'utf8')));
}

/** Makes this measurement and these bills the record. */
export async function writeRecorded(measurement: Measurement, figures: Figures): Promise<void> {
  const recorded: Recorded = { measurement, bills: billsOf(figures) };
  await writeFile(RECORD_FILE, `${JSON.stringify(recorded, undefined, 2)}\n`);
}

/** Every bill by `variant calls`, in cents. */
function billsOf({ variants }: Figures): Record<string, number> {
  return Object.fromEntries(
    variants.flatMap(({ variant, bills }) =>
      bills.map(({ calls, usd }) => [`${variant} ${calls}`, Number(usd.toFixed(2))] as const),
    ),
  );
}

/** How much a bill may rise before somebody has to say that it is meant. */
export const ALLOWED_RISE = 0.1;

/** Bills that rose by more than is allowed, each with the way out. */
export function risesOf(recorded: Recorded['bills'], figures: Figures): readonly string[] {
  return Object.entries(billsOf(figures)).flatMap(([name, usd]) => {
    const before = recorded[name];
    if (before !== undefined && usd <= before * (1 + ALLOWED_RISE)) return [];
    const [variant, calls] = name.split(' ');
    return [
      `The modelled bill of ${calls} calls a month with dashboards: '${variant}' is ${usd} USD, recorded are ${before ?? 'none'}. ` +
        'If that is meant, run npm run bench:cost -- --record and commit scripts/bench/cost/recorded.json.',
    ];
  });
}
