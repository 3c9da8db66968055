import { join } from 'node:path';
import type { Assessment, LevelResult } from '#core/maturity/assessment.ts';
import { ATTEST_WORDS } from '#core/report/open-actions.ts';
import { describeCounted } from '#core/report/spending/counted-words.ts';
import { toMoneyOr } from '#core/report/spending/money-words.ts';
import { describeTotal } from '#core/report/spending/recorded-words.ts';
import type { Style } from '../local/start/report.ts';
import { CEILING, lacksGateway } from './ceiling.ts';

const BAR_WIDTH = 12;
/** Actions that are shown; the report has all. */
const SHOWN_ACTIONS = 3;
/** Models whose cost is shown. */
const SHOWN_MODELS = 3;
/** Missing permissions that are shown. */
const SHOWN_PERMISSIONS = 5;

/** The assessment in a few lines for a terminal. */
export function formatAssessment(assessment: Assessment, output: string | undefined, style: Style): string {
  const sections = [
    formatLevels(assessment, style),
    formatActions(assessment, style),
    formatCosts(assessment, style),
    formatUnmeasured(assessment, style),
    lacksGateway(assessment) ? CEILING : '',
    ...(output === undefined ? [] : [style.faint(`Report: ${join(output, 'report.html')}`)]),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function formatLevels({ level, solidLevel, levels, scope }: Assessment, { strong, faint }: Style): string {
  const name = levels.find((result) => result.level === level)?.name;
  const head = level === 0 ? 'No level is evidenced yet' : `Level ${level} of ${levels.length}: ${name}`;
  const solid = solidLevel === level ? '' : `, solid up to level ${solidLevel}`;
  const where = faint(`${scope.team}, ${scope.region}, stage ${scope.stage}`);
  return [`${strong(`${head}${solid}`)}  ${where}`, ...levels.map(formatLevel)].join('\n');
}

function formatLevel(result: LevelResult): string {
  const filled = Math.round(result.score * BAR_WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const unknown = result.unknown > 0 ? `, ${result.unknown} unknown` : '';
  const reached = result.isReached ? '  reached' : '';
  return `  ${result.level} ${result.name.padEnd(22)}${bar}  ${result.met} of ${result.total}${unknown}${reached}`;
}

function formatActions({ nextActions }: Assessment, { strong }: Style): string {
  if (nextActions.length === 0) return 'Nothing is open.';
  const shown = nextActions
    .slice(0, SHOWN_ACTIONS)
    .flatMap(({ title, level, steps, link, attestCommand }, index) => [
      `  ${index + 1}. ${title} (level ${level})`,
      ...steps.map((step) => `     - ${step}`),
      ...(attestCommand === undefined ? [] : [`     ${ATTEST_WORDS}:`, `     ${attestCommand}`]),
      `     ${link}`,
    ]);
  return [strong('Do next'), ...shown].join('\n');
}

/** What calls cost, as far as it is known; the report says what the estimate rests on. */
function formatCosts({ spending }: Assessment, { strong }: Style): string {
  if (!spending) return '';
  const { recorded, counted } = spending;
  if (recorded.status === 'known') return [strong('Costs'), `  ${describeTotal(recorded)}`].join('\n');
  if (counted.status === 'unknown') return [strong('Costs'), `  Unknown: ${counted.reason}`].join('\n');
  const dearest = counted.models
    .slice(0, SHOWN_MODELS)
    .map(({ modelId, costUsd, reason }) => `  ${modelId}: ${toMoneyOr(costUsd, `unknown. ${reason}`)}`);
  return [strong('Costs'), `  ${describeCounted(counted)}`, ...dearest].join('\n');
}

function formatUnmeasured({ unmeasured }: Assessment, { faint }: Style): string {
  const refused = [...new Set(unmeasured.flatMap(({ permission }) => permission ?? []))].toSorted();
  if (refused.length === 0) return '';
  const more = refused.length > SHOWN_PERMISSIONS ? ` and ${refused.length - SHOWN_PERMISSIONS} more` : '';
  return [
    `Refused, and so unknown: ${refused.slice(0, SHOWN_PERMISSIONS).join(', ')}${more}`,
    faint('The whole policy: npm run assess -- --print-policy'),
  ].join('\n');
}
