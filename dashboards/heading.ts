import { CRITERIA } from '#core/maturity/criteria.ts';
import { LEVELS, type Level } from '#core/maturity/levels.ts';
import { DASHBOARD_IDS, type DashboardId, type DashboardOptions } from './options.ts';
import type { LogSpec } from './status.ts';
import type { TextContent } from './widget.ts';

/** What a dashboard of a level is headed by: its question, what it asks for, and where to go from here. */
export function levelHeading(level: Level, options: DashboardOptions): TextContent {
  const { name, coreQuestion, motto } = factsOf(level);
  const criteria = CRITERIA.filter((criterion) => criterion.level === level);
  return text([
    `# Level ${level} ${name}: ${coreQuestion}`,
    `_${motto}_ ${ASKS[level === 1 ? 'symptoms' : 'practices']}`,
    criteria.map(({ statement }) => `- ${statement}`).join('\n'),
    links(`level-${level}`, options),
  ]);
}

/** What the overview is headed by. */
export function overviewHeading(options: DashboardOptions): TextContent {
  return text([
    `# Waymark ${options.stage}: how far along, how it stands, what is wrong`,
    'One band for each maturity level, its core question first. Numbers are of the whole time range, lines of five minutes.',
    options.alarmArns ? '' : 'Alarms are off (setting `alarms`).',
    links('overview', options),
  ]);
}

/** What a band of the overview is headed by. */
export function bandHeading(level: Level, { urls = {} }: DashboardOptions): TextContent {
  const { name, coreQuestion } = factsOf(level);
  const url = urls[`level-${level}`];
  const title = url === undefined ? `Level ${level} ${name}` : `[Level ${level} ${name}](${url})`;
  return text([`## ${title}`, `**${coreQuestion}**`]);
}

/** The newest assessment: the daily refresh writes one line, so that a day always holds one. */
export function assessmentOf(level: Level | undefined): LogSpec {
  const shown =
    level === undefined ? '@timestamp, maturityLevel, solidLevel' : `missing.level${level} as missing`;
  return {
    title: level === undefined ? 'Newest assessment' : 'Missing at this level, by the newest assessment',
    logGroup: 'maturity',
    query: `filter message = "assessed" | fields ${shown} | sort @timestamp desc | limit 1`,
  };
}

const ASKS = {
  symptoms:
    'Reached when most of its metric rows say something. Symptoms of the starting point, to be left behind:',
  practices: 'Reached when more than half of these are shown by evidence:',
} as const;

function factsOf(level: Level): (typeof LEVELS)[number] {
  return LEVELS.find((each) => each.level === level) ?? LEVELS[0];
}

function links(own: DashboardId, { urls = {} }: DashboardOptions): string {
  return DASHBOARD_IDS.filter((id) => id !== own)
    .flatMap((id) => (urls[id] === undefined ? [] : [`[${id.replace('-', ' ')}](${urls[id]})`]))
    .join(' · ');
}

function text(paragraphs: readonly string[]): TextContent {
  return {
    type: 'text',
    properties: { markdown: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') },
  };
}
