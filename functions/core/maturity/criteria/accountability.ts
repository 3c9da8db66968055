import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** What a trail must have, and how the lack of it reads. InvokeAgent is a data event: trails leave it out by default. */
const ASPECTS = [
  ['multiRegion', 'none covers all Regions, where cross-Region inference may run'],
  ['validated', 'none validates its log files'],
  ['withAgentEvents', "none records agents' calls"],
] as const;

/** Level 5: what agents did is on record, completely and unforgeably, and on one trail: halves do not add up. */
export const accountability: CriterionDefinition = {
  id: 'accountability',
  level: 5,
  kind: 'practice',
  statement: 'Clear accountability and audit trails exist for actions taken',
  evidence: ['trails'],
  thresholds: { trails: "1 that delivers, of all Regions, with validated files and agents' events" },
  isAttestable: false,
  decide: (evidence) => {
    const trails = evidence.fact('trails');
    if (trails.logging === 0) return unmet('No trail is logging.');
    if (trails.delivering === 0)
      return unmet(
        `${toCount(trails.logging, 'trail is logging', 'trails are logging')}, but the newest delivery of ${trails.logging === 1 ? 'it' : 'each'} failed or there was none.`,
      );
    const value = toCount(trails.delivering, 'trail delivers', 'trails deliver');
    if (trails.complete > 0)
      return met(
        `${value}, ${toNumber(trails.complete)} of them over all Regions, with validated files and agents' calls.`,
      );
    const lacks = ASPECTS.filter(([aspect]) => trails[aspect] === 0).map(([, words]) => words);
    return unmet(
      `${value}, but ${lacks.join(', and ') || 'no single one covers all Regions, validates its files and records agents'}.`,
    );
  },
  nextAction: {
    title: 'Record what agents do',
    steps: [
      'Make a trail: aws cloudtrail create-trail --name audit --s3-bucket-name <bucket> --is-multi-region-trail --enable-log-file-validation, then aws cloudtrail start-logging --name audit.',
      'Add an advanced event selector for data events of AWS::Bedrock::AgentAlias, for AgentCore of AWS::BedrockAgentCore::Runtime, and keep the one for management events.',
      'Write down who answers for each agent.',
    ],
    link: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
  },
};
