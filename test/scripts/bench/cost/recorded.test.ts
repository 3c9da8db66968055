import { describe, expect, it } from 'vitest';
import { readRecorded, risesOf } from '#scripts/bench/cost/baseline.ts';
import { readFacts } from '#scripts/bench/cost/facts.ts';
import { type Figures, problemsOf, toFigures, type Variant } from '#scripts/bench/cost/figures.ts';
import { DEFAULT_ASSUMPTIONS } from '#scripts/bench/cost/mix.ts';
import { synthesise } from '../../../infra/support.ts';

const factsOf = (dashboards: Variant) => readFacts(synthesise({ dashboards }, 'prod').resources);

async function figuresOfTheTemplate(): Promise<Figures> {
  const { measurement } = await readRecorded();
  const facts = { all: factsOf('all'), overview: factsOf('overview') };
  return toFigures({ facts, measurement, assumptions: DEFAULT_ASSUMPTIONS, hasFreeTier: false });
}

describe('the bill of the synthesised template', () => {
  it('has not risen by more than 10 % over the recorded one', async () => {
    const { bills } = await readRecorded();

    expect(risesOf(bills, await figuresOfTheTemplate())).toEqual([]);
  });

  it('leaves no resource, function or schedule out', async () => {
    expect(problemsOf(await figuresOfTheTemplate())).toEqual([]);
  });
});

describe('risesOf', () => {
  it('names the bill, both amounts and the command that records anew', async () => {
    const figures = await figuresOfTheTemplate();
    const { bills } = await readRecorded();
    const cheaper = { ...bills, 'overview 0': (bills['overview 0'] ?? 0) / 1.2 };

    expect(risesOf(cheaper, figures)).toEqual([
      expect.stringMatching(
        /0 calls a month with dashboards: 'overview' is [\d.]+ USD, recorded are [\d.]+\. .*npm run bench:cost -- --record/,
      ),
    ]);
  });

  it('says so of a bill that was never recorded', async () => {
    expect(risesOf({}, await figuresOfTheTemplate())).toHaveLength(8);
  });
});
