import { describe, expect, it } from 'vitest';
import { styleFor } from '#scripts/local/start/report.ts';
import { formatTeams, type TeamSummary, toSummary } from '#scripts/local/start/teams.ts';
import type { TeamResult } from '#scripts/local/teams/start-teams.ts';
import { fullAssessment } from '../../../core/report/sample-assessment.ts';

const PLAIN = styleFor({ isTTY: false }, {});

const ORCHARD: TeamSummary = {
  status: 'assessed',
  name: 'orchard',
  story: 'They skipped governance.',
  level: 4,
  solidLevel: 2,
  skippedLevels: [3],
  score: { level: 3, met: 3, total: 6 },
  nextAction: 'Evaluate on a schedule',
  report: `${process.cwd()}/build/local/reports/orchard/report.html`,
  mail: `${process.cwd()}/build/local/mail/orchard`,
  awsEndpoint: 'http://127.0.0.1:4002',
  calls: 1_742,
};

describe('example teams in the report of npm start', () => {
  it('are told with level, score, next action and where the report is', () => {
    const text = formatTeams([ORCHARD], PLAIN);

    expect(text).toContain('  orchard   level 4 Optimized, solid level 2 (skipped: 3)\n');
    expect(text).toContain('3 of 6 for level 3; next: Evaluate on a schedule\n');
    expect(text).toContain(' build/local/reports/orchard/report.html\n');
    expect(text).toContain('They skipped governance.\n');
  });

  it('say when nothing is left to do', () => {
    const text = formatTeams([{ ...ORCHARD, skippedLevels: [], solidLevel: 4, nextAction: null }], PLAIN);

    expect(text).toContain('solid level 4\n');
    expect(text).toContain('next: nothing is open');
  });

  it('say why a team was not assessed', () => {
    const failed: TeamResult = { status: 'failed', name: 'kite', reason: 'its thread has ended' };

    const text = formatTeams([toSummary(failed), ORCHARD], PLAIN);

    expect(text).toContain('  kite      was not assessed: its thread has ended\n');
    expect(text).toContain('level 4');
  });

  it('take their score from the lowest level that is not reached', () => {
    const assessment = fullAssessment();
    const folders = { reports: '/r/kite', mail: '/m/kite' };
    const history = { throughGateway: 3, direct: 4, rated: 0, statuses: {} };
    const result: TeamResult = {
      ...{ status: 'assessed', name: 'kite', story: 's', endpoint: 'http://127.0.0.1:1' },
      ...{ assessment, history, folders },
    };

    const summary = toSummary(result);

    const open = assessment.levels.find(({ isReached }) => !isReached);
    expect(summary).toMatchObject({
      score: { level: open?.level, met: open?.met, total: open?.total },
      nextAction: assessment.nextActions[0]?.title,
      report: '/r/kite/report.html',
      calls: 7,
    });
  });
});
