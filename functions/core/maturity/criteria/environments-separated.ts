import type { CriterionDefinition } from '../criterion.ts';
import { met, notSeenHere, unmeasurable } from '../decision.ts';
import { toList } from '../wording.ts';

/** One stage to change and one to rely on. */
const MIN_STAGES = 2;

/** Level 2: attestable, as stages in accounts of their own are good practice and cannot be seen from here. */
export const environmentsSeparated: CriterionDefinition = {
  id: 'environments-separated',
  level: 2,
  kind: 'practice',
  statement: 'Dev / test / prod environments exist',
  evidence: ['stages'],
  thresholds: { stages: `at least ${MIN_STAGES} stages` },
  isAttestable: true,
  decide: (evidence) => {
    const stages = [...new Set(evidence.fact('stages').stages)];
    if (stages.length === 0) return unmeasurable('No stage sends metrics from this account and Region.');
    return stages.length >= MIN_STAGES
      ? met(`${stages.length} stages send metrics: ${toList(stages)}.`)
      : notSeenHere(`Only the stage ${toList(stages)} sends metrics from this account and Region.`);
  },
  nextAction: {
    title: 'Separate the environments',
    steps: [
      'Deploy a second stage: npx cdk deploy -c stage=test.',
      'Give each environment keys of its own, and let people and tests use dev only.',
      'Where stages live in other accounts, attest it.',
    ],
    link: 'https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/organizing-your-aws-environment.html',
  },
};
