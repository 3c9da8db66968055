import { beforeAll, describe, expect, test } from 'vitest';
import type { Assessment } from '#core/maturity/assessment.ts';
import { type TeamUnderTest, teamNamed, useTeams } from './team-under-test.ts';

const NOW_MS = Date.parse('2026-11-18T15:20:00.000Z'); // a Wednesday
const startTeam = useTeams();

const statusesOf = ({ criteria }: Assessment) =>
  Object.fromEntries(criteria.map(({ id, status }) => [id, status]));

const criterion = ({ criteria }: Assessment, id: string) => criteria.find((each) => each.id === id);

describe('kite', () => {
  test('is at level 1, because models are called past the gateway and nothing is in order', async () => {
    const assessment = await (await startTeam(teamNamed('kite'), { nowMs: NOW_MS })).assess();

    expect(assessment).toMatchObject({ level: 1, solidLevel: 1, skippedLevels: [] });
    expect(assessment.symptoms).toHaveLength(6);
    expect(criterion(assessment, 'direct-access')?.reason).toMatch(
      /went past the gateway, by AmazonSageMaker-ExecutionRole-notebooks, ann\.$/,
    );
    expect(statusesOf(assessment)).toMatchObject({
      'prompts-centralised': 'unmet',
      'inputs-and-outputs-logged': 'unmet',
      'tokens-and-latency-tracked': 'met',
      'environments-separated': 'unmet',
      'errors-handled': 'unmet',
      'rag-pipelines': 'unmet',
    });
  });
});

describe('ferry', () => {
  test('is at level 2 and nothing is missing there, but governance has not begun', async () => {
    const assessment = await (await startTeam(teamNamed('ferry'), { nowMs: NOW_MS })).assess();

    expect(assessment).toMatchObject({ level: 2, solidLevel: 2, skippedLevels: [], symptoms: [] });
    expect(assessment.levels[1]).toMatchObject({ level: 2, met: 6 });
    expect(criterion(assessment, 'environments-separated')?.reason).toContain('dev, prod, test');
    expect(criterion(assessment, 'errors-handled')?.reason).toMatch(/retries rescued \d+ calls\.$/);
    expect(statusesOf(assessment)).toMatchObject({
      'prompts-and-models-versioned': 'unmet',
      'automated-evaluations': 'unmet',
      'changes-reviewed': 'unmet',
      'data-handling-rules': 'met',
      'model-routing': 'unmet',
      'end-to-end-observability': 'unmet',
    });
  });
});

describe('orchard', () => {
  let team: TeamUnderTest;
  let assessment: Assessment;

  beforeAll(async () => {
    team = await startTeam(teamNamed('orchard'), { nowMs: NOW_MS });
    assessment = await team.assess();
  });

  test('is at level 4 with level 3 skipped, so that it stands on level 2', () => {
    expect(assessment).toMatchObject({ level: 4, solidLevel: 2, skippedLevels: [3] });
    expect(criterion(assessment, 'changes-reviewed')?.reason).toContain('AWSReservedSSO_PowerUser');
    expect(statusesOf(assessment)).toMatchObject({
      'continuous-evaluation-and-feedback': 'met',
      'caching-and-batching': 'met',
      'adaptive-prompts': 'met',
      'confidence-scores': 'met',
      'cost-monitored': 'met',
      'self-healing': 'met',
      'unsafe-actions-refused': 'met',
      'agent-role-boundaries': 'unmet',
    });
  });

  test.each([
    ['budgets:ViewBudget', ['cost-monitored']],
    ['bedrock:ListEvaluationJobs', ['automated-evaluations', 'manual-testing']],
    ['bedrock:ListGuardrails', ['data-handling-rules', 'hallucinations-ignored']],
    ['iam:GetRole', ['tool-permissions-enforced']],
    ['logs:DescribeLogGroups', ['end-to-end-observability']],
  ])('without %s exactly what depends on it is unknown', async (action, dependent) => {
    Object.assign(team.setup, { denied: [action] });

    const refused = await team.assess();
    Object.assign(team.setup, { denied: [] });

    const changed = refused.criteria.filter(({ id, status }) => status !== statusesOf(assessment)[id]);
    expect(changed.map(({ id }) => id).toSorted()).toEqual(dependent);
    for (const { status, missingPermissions } of changed) {
      expect(status).toBe('unknown');
      expect(missingPermissions).toContain(action);
    }
  });
});

describe('the levels of all three', () => {
  test.each([
    ['on a Monday just after midnight', '2026-11-16T00:04:00.000Z', 7],
    ['on a Sunday evening', '2026-11-22T23:40:00.000Z', 1],
  ])('are the same %s', { timeout: 60_000 }, async (_words, now, seed) => {
    const levels: number[] = [];
    for (const name of ['kite', 'ferry', 'orchard']) {
      const team = await startTeam(teamNamed(name), { nowMs: Date.parse(now), seed });
      const { level, solidLevel } = await team.assess();
      levels.push(level, solidLevel);
    }

    expect(levels).toEqual([1, 1, 2, 2, 4, 2]);
  });
});
