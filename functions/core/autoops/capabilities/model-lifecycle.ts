import { automatedEvaluations } from '../../maturity/criteria/automated-evaluations.ts';
import { continuousLearning } from '../../maturity/criteria/continuous-learning.ts';
import { environmentsSeparated } from '../../maturity/criteria/environments-separated.ts';
import { promptsAndModelsVersioned } from '../../maturity/criteria/prompts-and-models-versioned.ts';
import { met, unmeasurable } from '../../maturity/decision.ts';
import { toCount, toList } from '../../maturity/wording.ts';
import { type CapabilityDefinition, decidedBy } from '../condition.ts';

/** From knowing which models are called, to models that are replaced on evidence without anybody. */
export const modelLifecycle: CapabilityDefinition = {
  id: 'model-lifecycle',
  title: 'Model lifecycle',
  documentYears: 4,
  stages: {
    reactive: {
      conditions: [
        {
          by: 'evidence',
          id: 'autoops-models-known',
          statement: 'It is known which models are in use, and how much',
          evidence: ['modelTraffic'],
          thresholds: { modelTraffic: 'at least 1 model with calls' },
          isAttestable: false,
          decide: (evidence) => {
            const { models } = evidence.fact('modelTraffic');
            const used = models.filter(({ calls }) => calls > 0);
            if (used.length === 0) return unmeasurable('No model was called in the window.');
            return met(`${toCount(used.length, 'model')} in use: ${toList(used.map(({ model }) => model))}.`);
          },
          step: 'Call a model in this Region: Bedrock counts the calls of each.',
        },
      ],
      dependencies: [],
    },
    procedural: {
      conditions: [decidedBy(promptsAndModelsVersioned), decidedBy(environmentsSeparated)],
      dependencies: [],
    },
    predictive: {
      conditions: [
        decidedBy(automatedEvaluations),
        {
          by: 'nothing',
          id: 'autoops-drift-detected',
          statement: 'A loss of quality is detected from a trend, before users report it',
          notObserved:
            'No drift check is among the evidence: scores of evaluation jobs are not read by this version.',
          step: 'Compare the scores of evaluations over time, and keep the result of each comparison.',
        },
      ],
      dependencies: ['quality_assurance'],
    },
    autonomous: {
      conditions: [
        decidedBy(continuousLearning),
        {
          by: 'nothing',
          id: 'autoops-models-replaced',
          statement: 'Models and prompts are promoted and rolled back by their results',
          notObserved: 'No automatic promotion or rollback is among the evidence: this version makes none.',
          step: 'Let the pipeline promote by score, and keep which result each promotion rests on.',
        },
      ],
      dependencies: ['automated_retraining', 'quality_assurance'],
    },
  },
};
