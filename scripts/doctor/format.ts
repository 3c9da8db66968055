import type { Style } from '../local/start/report.ts';
import type { CheckResult } from './check.ts';

const WIDTH = Math.max(...['ok', 'missing', 'unknown'].map((status) => status.length));

/** The results as text, each missing one with the commands that mend it. */
export function formatDoctor(results: readonly CheckResult[], style: Style): string {
  const missing = results.filter(({ status }) => status === 'missing').length;
  const unknown = results.filter(({ status }) => status === 'unknown').length;
  const rest = unknown > 0 ? ` ${unknown} could not be checked.` : '';
  const end = missing > 0 ? `${missing} missing.${rest}` : `Nothing is missing.${rest}`;
  return `${[...results.map((result) => formatResult(result, style)), style.strong(end)].join('\n')}\n`;
}

function formatResult(
  { status, title, detail, commands = [] }: CheckResult,
  { strong, faint }: Style,
): string {
  const head = `${status.padEnd(WIDTH)}  ${strong(title)}`;
  const indent = ' '.repeat(WIDTH + 2);
  return [
    head,
    `${indent}${detail}`,
    ...(commands.length > 0 ? [faint(`${indent}Mend it with:`)] : []),
    ...commands.map((command) => `${indent}  ${command}`),
  ].join('\n');
}
