import { LOCAL_ACCOUNT } from '../../aws/credentials.ts';
import type { Team, Workload } from '../team.ts';
import { orchardAccount } from './orchard-account.ts';

const PIPELINE = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/GitHubActionsDeploy/release`;
const JO = `arn:aws:sts::${LOCAL_ACCOUNT}:assumed-role/AWSReservedSSO_PowerUser_1a2b3c/jo`;

/** Long enough to be worth caching: the part that repeats is most of every question. */
const SYSTEM = [
  'You advise growers of apples and pears on pests, pruning, frost and harvest.',
  'Answer from the passages that come with the question and name the passage that you used.',
  'Give quantities in litres and kilograms for each hectare, never more than the label of a product allows.',
  'Say which week of the year a measure belongs to, for an orchard in the north and one in the south.',
  'When the question is about a disease that has to be reported, say so first and name the authority.',
  'When the passages do not hold the answer, say that you do not know and offer to hand the question on.',
  'Never recommend a product that is not in the passages, and never guess a dose.',
].join(' ');

const advice: Workload = {
  stage: 'prod',
  tenant: 'orchard',
  application: 'grower-advice',
  feature: 'answers',
  model: 'smart',
  operation: 'converse-stream',
  subject: 'A grower asks how to treat scab on young trees after a wet week.',
  system: SYSTEM,
  isCached: true,
  callsPerDay: 78,
  shape: 'office',
  weekendShare: 0.5,
  prompt: {
    id: 'ORCHADVICE',
    share: 0.98,
    versionedShare: 0.97,
    versions: [
      { version: '7', fromDaysAgo: 60 },
      { version: '8', fromDaysAgo: 6 },
    ],
  },
  twists: { throttledOnce: 0.015, grounded: 0.88, ungrounded: 0.03, promptAttack: 0.015, personalData: 0.02 },
  // the strong model was not there for a morning; the alias' second model took over
  incidents: [{ daysAgo: 5, fromHour: 8, hours: 4, twist: 'strongModelDown', share: 1 }],
  feedback: { share: 0.06, negativeShare: 0.2 },
};

const byPipeline = (eventName: string, daysAgo: number) => ({ eventName, principalArn: PIPELINE, daysAgo });

/** Level 4 with level 3 skipped: efficient, and changed by hand in a hurry. */
export const orchard: Team = {
  name: 'orchard',
  story:
    'A company that lives off its assistant. It saves money and learns from its users, and skipped governance.',
  guardrail: { identifier: 'orchardguard', version: '2' },
  account: orchardAccount,
  workloads: [
    advice,
    {
      ...advice,
      feature: 'triage',
      operation: 'converse',
      model: 'fast',
      subject: 'Sort this question into pest, pruning, frost, harvest or other.',
      callsPerDay: 64,
      prompt: {
        id: 'ORCHTRIAGE',
        share: 0.99,
        versions: [{ version: '4', fromDaysAgo: 90 }],
      },
      twists: { throttledOnce: 0.01, toolUse: 0.1, grounded: 0.6 },
      incidents: [],
      feedback: undefined,
    },
    { ...advice, stage: 'test', callsPerDay: 5, weekendShare: 0, incidents: [], feedback: undefined },
    { ...advice, stage: 'dev', callsPerDay: 4, weekendShare: 0, incidents: [], feedback: undefined },
  ],
  attestations: [
    {
      criterion: 'selective-human-review',
      statement:
        'Answers with a grounding score below 0.7 and every recommended dose go to an agronomist before the grower sees them.',
      signedBy: `arn:aws:iam::${LOCAL_ACCOUNT}:user/lead`,
      daysAgo: 20,
      forDays: 180,
    },
  ],
  events: [
    byPipeline('CreatePromptVersion', 6.3),
    byPipeline('UpdatePrompt', 6.4),
    byPipeline('CreateGuardrailVersion', 11.2),
    byPipeline('CreateEvaluationJob', 21.5),
    { eventName: 'UpdateGuardrail', principalArn: JO, daysAgo: 11.3 },
  ],
};
