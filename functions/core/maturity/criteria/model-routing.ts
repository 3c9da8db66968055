import { familyOf, isGeneratingModel } from '../../bedrock/model-family.ts';
import { whenEnough } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { atLeast, IN_REAL_USE } from '../thresholds.ts';
import { toNumber, toPercent } from '../wording.ts';

/** The gateway's name for calls that reached no model. */
const NO_MODEL = 'none';

/** Level 3: the calls spread over at least two models; two versions of one are a migration, no routing. */
export const modelRouting: CriterionDefinition = {
  id: 'model-routing',
  level: 3,
  kind: 'practice',
  statement: 'Model routing is used (cheap vs strong models)',
  evidence: ['modelTraffic'],
  thresholds: { modelTraffic: `a second family of models with ${atLeast(IN_REAL_USE)}` },
  isAttestable: false,
  decide: (evidence) => {
    const ranked = rankModels(evidence.fact('modelTraffic').models);
    const calls = ranked.reduce((sum, model) => sum + model.calls, 0);
    return whenEnough(calls, 'call', 'reached a model', () => {
      const [first, second] = ranked;
      if (second === undefined)
        return unmet(`All of ${toNumber(calls)} calls went to ${first?.model ?? 'one model'}.`);
      const share = `${second.model}, the second model, took ${toPercent(second.calls / calls)} of ${toNumber(calls)} calls`;
      return second.calls / calls >= IN_REAL_USE
        ? met(`${share}.`)
        : unmet(`${share}; it takes ${atLeast(IN_REAL_USE)}.`);
    });
  },
  nextAction: {
    title: 'Send easy calls to a cheaper model',
    steps: [
      'Sort the features by how hard they are: classification, extraction and short answers rarely need the strongest model.',
      'Allow a cheaper model in the settings (models) and give each tier an alias.',
      'Let each feature call its tier, and compare the scores of both in an evaluation job.',
    ],
    link: 'docs/settings.md',
  },
};

/** Families of models with their calls, most used first, named by their most used model. Embeddings are no answers. */
function rankModels(models: readonly ModelCalls[]): readonly ModelCalls[] {
  const families = new Map<string, ModelCalls>();
  const answering = models.filter(
    ({ model, calls }) => model !== NO_MODEL && calls > 0 && isGeneratingModel(model),
  );
  for (const { model, calls } of answering.toSorted(byCalls)) {
    const known = families.get(familyOf(model)) ?? { model, calls: 0 };
    families.set(familyOf(model), { ...known, calls: known.calls + calls });
  }
  return [...families.values()].sort(byCalls);
}

interface ModelCalls {
  readonly model: string;
  readonly calls: number;
}

const byCalls = (left: ModelCalls, right: ModelCalls): number =>
  right.calls - left.calls || (left.model < right.model ? -1 : 1);
