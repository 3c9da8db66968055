import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { toCount } from '../wording.ts';

/** What a trail must have, and how the lack of it reads. InvokeAgent is a data event: trails leave it out by default. */
const ASPECTS = [
  ['multiRegion', 'none covers all Regions, where cross-Region inference may run'],
  ['validated', 'none validates its log files'],
  ['withAgentEvents', "none records agents' calls"],
] as const;

/** Level 5: what agents did is on record, completely and unforgeably. */
export const accountability: CriterionDefinition = {
  id: 'accountability',
  level: 5,
  kind: 'practice',
  statement: 'Clear accountability and audit trails exist for actions taken',
  evidence: ['trails'],
  thresholds: { trails: "logging, all Regions, validated files, agents' events" },
  isAttestable: false,
  decide: (evidence) => {
    const trails = evidence.fact('trails');
    if (trails.logging === 0) return unmet('No trail is logging.');
    const lacks = ASPECTS.filter(([aspect]) => trails[aspect] === 0).map(([, words]) => words);
    const value = toCount(trails.logging, 'trail is logging', 'trails are logging');
    return lacks.length > 0
      ? unmet(`${value}, but ${lacks.join(', and ')}.`)
      : met(`${value}, over all Regions, with validated files and agents' calls.`);
  },
  nextAction: {
    title: 'Record what agents do',
    steps: [
      'Make a trail: aws cloudtrail create-trail --name audit --s3-bucket-name <bucket> --is-multi-region-trail --enable-log-file-validation, then aws cloudtrail start-logging --name audit.',
      'Add an advanced event selector for data events of AWS::Bedrock::AgentAlias, and keep the one for management events.',
      'Write down who answers for each agent.',
    ],
    link: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
  },
};
