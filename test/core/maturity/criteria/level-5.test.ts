import { describe, expect, it } from 'vitest';
import { type CriterionCase, resultOf } from '../results.ts';
import type { SampleChanges } from '../sample-observations.ts';

const agents = (count: number, distinctRoles: number): SampleChanges => ({
  facts: { agents: { agents: count, distinctRoles } },
});
const boundaries = (roles: number, bounded: number): SampleChanges => ({
  facts: { agentBoundaries: { roles, bounded } },
});
const trails = (
  logging: number,
  multiRegion: number,
  validated: number,
  withAgentEvents: number,
): SampleChanges => ({
  facts: {
    trails: {
      logging,
      delivering: logging,
      multiRegion,
      validated,
      withAgentEvents,
      complete: Math.min(multiRegion, validated, withAgentEvents),
    },
  },
});

const tables: Readonly<Record<string, readonly CriterionCase[]>> = {
  'agent-role-boundaries': [
    [
      'is met when two agents have two roles',
      agents(2, 2),
      'met',
      '2 agents with 2 execution roles, each its own.',
    ],
    ['is unmet when two agents share a role', agents(2, 1), 'unmet', 'some share one'],
    ['is unknown with one agent', agents(1, 1), 'unknown', 'no multi-agent system'],
    ['is unknown without an agent', agents(0, 0), 'unknown', '0 Bedrock agents'],
  ],
  'unsafe-actions-refused': [
    [
      'is met at exactly 95 %',
      { signals: { promptAttacks: 20, promptAttacksBlocked: 19 } },
      'met',
      '19 of 20',
    ],
    [
      'is unmet just below',
      { signals: { promptAttacks: 19, promptAttacksBlocked: 18 } },
      'unmet',
      'at least 95 %',
    ],
    [
      'is met with the only attack blocked',
      { signals: { promptAttacks: 1, promptAttacksBlocked: 1 } },
      'met',
      '1 of 1 prompt attack (100 %)',
    ],
    [
      'is unmet when attacks are found and none is blocked',
      { signals: { promptAttacks: 3, promptAttacksBlocked: 'no_data' } },
      'unmet',
      '0 of 3 prompt attacks (0 %) blocked',
    ],
    [
      'is unknown without an attack',
      { signals: { promptAttacks: 'no_data', promptAttacksBlocked: 'no_data' } },
      'unknown',
      'No prompt attack was found',
    ],
  ],
  'tool-permissions-enforced': [
    ['is met when every role is bounded', boundaries(4, 4), 'met', '4 of 4 execution roles'],
    ['is unmet when one is not', boundaries(4, 3), 'unmet', 'it takes all of them'],
    ['is unknown without a role', boundaries(0, 0), 'unknown', 'no execution role'],
  ],
  'self-healing': [
    [
      'is met at exactly 80 % of fallbacks',
      { signals: { fallbacks: 5, fallbackSuccesses: 4 } },
      'met',
      '4 of 5',
    ],
    ['is unmet just below', { signals: { fallbacks: 4, fallbackSuccesses: 3 } }, 'unmet', 'at least 80 %'],
    [
      'is unmet when no fallback is answered',
      { signals: { fallbackSuccesses: 'no_data' } },
      'unmet',
      '0 of 20',
    ],
    [
      'is unknown when no call fell back',
      { signals: { fallbacks: 'no_data', fallbackSuccesses: 'no_data' } },
      'unknown',
      'No call fell back',
    ],
  ],
  'continuous-learning': [
    [
      'is met with one new version',
      { facts: { promptChanges: { events: 1 } } },
      'met',
      '1 new prompt version was',
    ],
    ['is unmet without any', { facts: { promptChanges: { events: 0 } } }, 'unmet', 'no new prompt version'],
    [
      'is unknown when there was nothing to learn from',
      { signals: { feedbackNegative: 'no_data' } },
      'unknown',
      'no negative rating to learn from',
    ],
  ],
  accountability: [
    ['is met by one trail', trails(1, 1, 1, 1), 'met', '1 trail delivers, 1 of them over all Regions'],
    ['is unmet when no trail is logging', trails(0, 1, 1, 1), 'unmet', 'No trail is logging.'],
    ['is unmet in one Region', trails(2, 0, 2, 2), 'unmet', 'none covers all Regions'],
    ['is unmet without validated files', trails(2, 2, 0, 2), 'unmet', 'none validates its log files'],
    ['is unmet without events of agents', trails(2, 2, 2, 0), 'unmet', "none records agents' calls"],
    [
      'is unmet when each of three trails has a part',
      { facts: { trails: { logging: 3, delivering: 3, complete: 0 } } },
      'unmet',
      'no single one covers all Regions',
    ],
    [
      'is unmet when no trail delivers',
      { facts: { trails: { logging: 2, delivering: 0, complete: 0 } } },
      'unmet',
      'the newest delivery of each failed',
    ],
    ['is unknown when not collected', { facts: { trails: 'missing' } }, 'unknown', 'not collected'],
  ],
};

describe.each(Object.entries(tables))('the criterion %s', (id, cases) => {
  it.each(cases)('%s', (_, changes, status, reason) => {
    const result = resultOf(id, changes);

    expect(result).toMatchObject({ status, reason: expect.stringContaining(reason) });
  });
});
