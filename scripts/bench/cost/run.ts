import { readCdkContext, synthesise } from '#scripts/local/synthesise.ts';
import { readAssembly } from '#scripts/local/template/assembly.ts';
import { readRecorded, writeRecorded } from './baseline.ts';
import { readFacts } from './facts.ts';
import { type Figures, toFigures, type Variant } from './figures.ts';
import { measure } from './measure.ts';
import { DEFAULT_ASSUMPTIONS } from './mix.ts';
import type { BenchOptions } from './options.ts';

/** Synthesises both variants of a production stage, measures and makes out the bills. */
export async function runBenchmark(
  { assumptions, hasFreeTier, isRecorded, records }: BenchOptions,
  onProgress: (line: string) => void,
): Promise<Figures> {
  const assemblies = {
    all: await assemblyOf('all', onProgress),
    overview: await assemblyOf('overview', onProgress),
  };
  const measurement = isRecorded
    ? (await readRecorded()).measurement
    : await measure(assemblies.all, onProgress);
  const facts = { all: factsOf(assemblies.all), overview: factsOf(assemblies.overview) };
  const figures = toFigures({ facts, measurement, assumptions, hasFreeTier });
  if (records) {
    const usual = { assumptions: DEFAULT_ASSUMPTIONS, hasFreeTier: false };
    await writeRecorded(measurement, toFigures({ facts, measurement, ...usual })); // what the tests hold against
  }
  return figures;
}

const factsOf = (folder: string) => readFacts(readAssembly(folder).resources);

/** The default settings of production, with these dashboards; settings of cdk.json's own are not Waymark's. */
function assemblyOf(dashboards: Variant, onProgress: (line: string) => void): Promise<string> {
  return synthesise({
    context: { ...readCdkContext(), stage: 'prod', waymark: productionWith(dashboards) },
    onProgress,
  });
}

/** The `waymark` context whose stage `prod` has everything by default but the dashboards. */
function productionWith(dashboards: Variant) {
  return { stages: { prod: { dashboards } } };
}
