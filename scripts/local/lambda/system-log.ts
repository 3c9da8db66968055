import type { FunctionDefinition } from './definition.ts';
import { endLine, type InvocationReport, reportLine, startLine } from './platform-log.ts';

/** The lines that Lambda itself writes about an invocation, in the function's log format and from its level on. */
export interface SystemLog {
  readonly started: (requestId: string) => readonly string[];
  readonly ended: (report: InvocationReport) => readonly string[];
  readonly timedOut: (requestId: string, words: string) => readonly string[];
  readonly crashed: (requestId: string, cause: string) => readonly string[];
}

type SystemLevel = FunctionDefinition['logging']['systemLevel'];

const LEVELS: readonly SystemLevel[] = ['DEBUG', 'INFO', 'WARN'];
const MEGABYTE = 1_048_576;

/** The system log of a function. */
export function createSystemLog(definition: FunctionDefinition): SystemLog {
  return definition.logging.format === 'JSON' ? jsonLog(definition) : textLog(definition);
}

function textLog(definition: FunctionDefinition): SystemLog {
  return {
    started: (requestId) => [startLine(requestId)],
    ended: (report) => [endLine(report.requestId), reportLine(definition, report)],
    timedOut: (requestId, words) => [
      `${new Date().toISOString()} ${words.replace(`RequestId: ${requestId} Error:`, requestId)}`,
    ],
    crashed: (requestId, cause) => [
      `${new Date().toISOString()}\t${requestId}\tERROR\tUncaught Exception\t${cause}`,
    ],
  };
}

/** A report is INFO when the invocation ended well and WARN when not (Lambda's system log level event mapping). */
function jsonLog(definition: FunctionDefinition): SystemLog {
  const { systemLevel } = definition.logging;
  const platform = (level: SystemLevel, type: string, record: object): readonly string[] =>
    LEVELS.indexOf(level) < LEVELS.indexOf(systemLevel)
      ? []
      : [JSON.stringify({ time: new Date().toISOString(), type: `platform.${type}`, record })];
  return {
    started: (requestId) => platform('INFO', 'start', { requestId, version: '$LATEST' }),
    ended: (report) =>
      platform(report.status ? 'WARN' : 'INFO', 'report', toReportRecord(definition, report)),
    timedOut: () => [], // its report has the status
    crashed: (requestId, cause) => [
      JSON.stringify({ timestamp: new Date().toISOString(), level: 'ERROR', requestId, message: cause }),
    ],
  };
}

function toReportRecord(
  { memoryMb }: FunctionDefinition,
  { requestId, durationMs, initDurationMs, memoryUsedBytes, status }: InvocationReport,
) {
  return {
    requestId,
    metrics: {
      durationMs: Number(durationMs.toFixed(3)),
      billedDurationMs: Math.ceil(durationMs + (initDurationMs ?? 0)),
      memorySizeMB: memoryMb,
      maxMemoryUsedMB: Math.ceil(memoryUsedBytes / MEGABYTE),
      ...(initDurationMs !== undefined && { initDurationMs: Number(initDurationMs.toFixed(3)) }),
    },
    status: status ?? 'success',
  };
}
